# The kernels that need more than the platform's baseline. Without the precompiled headers: these are compiled for the
# baseline, and nothing of the standard library may be compiled for more (kernel_body.h says why).
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  foreach(instructions ssse3 avx2)
    set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/kernels_${instructions}.cc PROPERTIES
      COMPILE_OPTIONS -m${instructions} SKIP_PRECOMPILE_HEADERS ON)
  endforeach()
endif()

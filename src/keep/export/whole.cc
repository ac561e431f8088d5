// The whole archive as one file: a zip of all that can't be made again, but for the private key.
#include "keep/export/pack.h"
#include "pressmark/keep.h"

namespace pressmark::keep {

Result<void> export_archive(archive::Archive& archive, const std::string& path) {
  const Spool spool = PM_TRY(Spool::beside(path));
  std::vector<Spool::Entry> entries;
  for (archive::Archive::Part& part : PM_TRY(archive.parts())) {
    const bool is_packed = !part.name.ends_with(".gz") && !part.name.ends_with(".zst");
    if (part.size == 0) continue;
    entries.push_back({std::move(part.name), is_packed, std::move(part.path), part.size});
  }
  return spool.pack(entries);
}

}  // namespace pressmark::keep

// The bytes of a WARC file with its gzip members unpacked, a member at a time. https://www.rfc-editor.org/rfc/rfc1952
#pragma once

#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "pressmark/warc.h"
#include "warc/input.h"

namespace pressmark::warc {

// Not to be moved: zlib keeps its address.
class GzipMembers {
 public:
  enum class Event : std::uint8_t {
    kBytes,
    kEnd,  // of the member, whose checksum is right; or of a file that is not compressed
    kDamaged,
    kTooLarge,
    kTruncated  // The file ends within the member.
  };
  struct Pull {
    Event event;
    std::size_t size;  // of kBytes
  };
  // Where the next member begins, if there is one, and how many bytes before it belong to none.
  struct Gap {
    bool found;
    std::uint64_t lost;
  };

  GzipMembers(Input input, const Limits& limits);
  GzipMembers(const GzipMembers&) = delete;
  GzipMembers& operator=(const GzipMembers&) = delete;
  ~GzipMembers();

  // The next bytes of the member. Every event but kBytes comes again until another member is begun.
  Result<Pull> pull(std::span<std::byte> into);
  // Begins the member at `offset`; a file (or a rest) that is not compressed is one member. False at the end of the
  // file, and for bytes that begin neither a gzip member nor, in a file without them, anything.
  Result<bool> begin(std::uint64_t offset);
  // Begins the first member behind `offset` that begins with a record.
  Result<Gap> begin_next_behind(std::uint64_t offset);
  // Where to look on after a member that failed. Linear in the file altogether, however members are nested.
  std::uint64_t place_to_look_on();
  // Whether nothing but zeros is left from `offset` on.
  Result<bool> is_padding(std::uint64_t offset) const;

  bool is_compressed() const { return is_compressed_; }
  std::uint64_t member_offset() const { return member_offset_; }
  // Behind the last byte that was unpacked.
  std::uint64_t offset() const { return read_offset_ - (is_compressed_ ? stream_.avail_in : 0); }
  // What is unpacked from here on counts for one record.
  void begin_record() { unpacked_for_record_ = 0; }

 private:
  Result<void> refill();
  Event step(std::span<std::byte> into, std::size_t& produced);
  Result<bool> begins_record(std::uint64_t offset);

  Input input_;
  Limits limits_;
  z_stream stream_{};
  std::array<unsigned char, 65536> stored_;
  bool is_compressed_ = false;
  std::uint64_t member_offset_ = 0;
  std::uint64_t read_offset_ = 0;  // behind the bytes in stored_
  std::uint64_t unpacked_ = 0, unpacked_for_record_ = 0;
  std::uint64_t looked_again_ = 0;
  Event state_ = Event::kBytes;
};

}  // namespace pressmark::warc

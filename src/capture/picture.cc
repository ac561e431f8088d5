#include "capture/picture.h"

namespace pressmark::capture {

PictureKind picture_kind(std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto at = [text](std::size_t offset, std::string_view magic) {
    return text.substr(offset < text.size() ? offset : text.size()).starts_with(magic);
  };
  if (at(0, "\x89PNG\r\n\x1a\n")) return {".png", "image/png"};
  if (at(0, "\xff\xd8\xff")) return {".jpg", "image/jpeg"};
  if (at(0, "GIF87a") || at(0, "GIF89a")) return {".gif", "image/gif"};
  if (at(0, "RIFF") && at(8, "WEBP")) return {".webp", "image/webp"};
  if (at(4, "ftypavif") || at(4, "ftypavis")) return {".avif", "image/avif"};
  if (at(0, "BM")) return {".bmp", "image/bmp"};
  return {};
}

std::string_view picture_referer(std::string_view picture, std::string_view page) {
  const bool is_wechat = picture.find("mmbiz.qpic.cn") != std::string_view::npos ||
                         picture.find("mmbiz.qlogo.cn") != std::string_view::npos;
  return is_wechat ? std::string_view("https://mp.weixin.qq.com/") : page;
}

}  // namespace pressmark::capture

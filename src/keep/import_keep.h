// Entries of an export into the archive, many at once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "keep/import.h"
#include "pressmark/keep.h"

namespace pressmark::keep {

class Importer final : public Sink {
 public:
  using Tell = std::function<Result<void>(const Imported&)>;
  // All of them must outlive it.
  Importer(archive::Archive& archive, const ImportOptions& options, const Tell& tell)
      : archive_(archive), options_(options), tell_(tell) {}

  Result<void> take(Item item) override;
  Result<void> lose(std::string name, Error error) override;
  Result<void> collection(std::string name, std::string query) override;
  Result<void> feed(std::string url, std::string title) override;
  // Keeps what still waits, and fetches what is to be fetched.
  Result<ImportReport> finish();

 private:
  struct Waiting {
    Item item;
    archive::Capture capture;
  };
  Result<archive::Capture> capture_of(Item& item) const;
  Result<std::optional<archive::Saved>> known(const archive::Capture& capture);
  Result<void> keep(Item item, archive::Capture capture);
  Result<void> take_link(Item item);
  Result<void> flush();
  Result<void> keep_one(const Waiting& waiting);
  Result<void> kept(const Item& item, const archive::Saved& saved);
  Result<void> add_own(const Item& item, const archive::Saved& saved);
  Result<void> add_highlights(const Item& item, const std::string& id);
  Result<void> fetch_links();

  archive::Archive& archive_;
  const ImportOptions& options_;
  const Tell& tell_;
  std::vector<Waiting> waiting_{};
  std::size_t waiting_bytes_ = 0;
  std::vector<Item> links_{};  // to be fetched
  ImportReport report_{};
  std::map<std::string, std::pair<Message, std::uint64_t>> reasons_{};  // by their English
};

}  // namespace pressmark::keep

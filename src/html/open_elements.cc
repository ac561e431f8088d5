#include "html/open_elements.h"

#include <algorithm>

#include "base/hash.h"

namespace pressmark::html {

OpenElements::OpenElements(DocumentBuilder& builder)
    : builder_(builder), multiplier_(base::keyed_hash("stack of open elements") | 1) {
  elements_.reserve(64);
}

void OpenElements::clear() {
  elements_.clear();
  summaries_.clear();
  summed_up_ = 0;
  counts_.fill(0);
}

void OpenElements::insert(std::size_t position, const OpenElement& element) {
  forget_sums_from(position);
  note_pushed(element);
  elements_.insert(elements_.begin() + static_cast<std::ptrdiff_t>(position), element);
}

void OpenElements::erase(std::size_t position) {
  forget_sums_from(position);
  note_popped(elements_[position]);
  elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(position));
}

void OpenElements::replace(std::size_t position, const OpenElement& element) {
  forget_sums_from(position);
  note_popped(elements_[position]);
  note_pushed(element);
  elements_[position] = element;
}

// ---- searching ----

void OpenElements::forget_sums_from(std::size_t position) { summed_up_ = std::min(summed_up_, position / kRun * kRun); }

// Sums up the whole runs among the first `size` elements, those that are not yet. The last only with half a run above
// it, so that a stack that shrinks and grows about its end does not have it summed up again and again.
void OpenElements::sum_up(std::size_t size) const {
  for (; summed_up_ + kRun + kRun / 2 <= size; summed_up_ += kRun) {
    Summary sum;
    for (std::size_t i = summed_up_; i < summed_up_ + kRun; ++i) {
      const OpenElement& element = elements_[i];
      sum.flags |= element.flags;
      sum.names |= name_bit(element.name);
      sum.least = std::min(sum.least, element.node);
      sum.most = std::max(sum.most, element.node);
    }
    summaries_.resize(summed_up_ / kRun);
    summaries_.push_back(sum);
  }
}

std::size_t OpenElements::find_below(std::size_t before, TagFlags flags, Name name, Name other) const {
  // On real pages what is looked for is near the top.
  const std::size_t near = before > kRun ? before - kRun : 0;
  for (std::size_t i = before; i > near;) {
    const OpenElement& element = elements_[--i];
    if (element.has(flags) || (name != Name::kNone && (element.name == name || element.name == other))) return i;
  }
  return near == 0 ? kNowhere : find_far_below(near, flags, name, other);
}

std::size_t OpenElements::find_far_below(std::size_t before, TagFlags flags, Name name, Name other) const {
  sum_up(before);
  const std::uint64_t names = name_bit(name) | name_bit(other);
  for (std::size_t i = before; i > 0;) {
    if (i % kRun == 0 && i <= summed_up_) {
      const Summary& sum = summaries_[i / kRun - 1];
      if ((sum.flags & flags) == 0 && (sum.names & names) == 0) {
        i -= kRun;
        continue;
      }
    }
    const std::size_t run_begin = (i - 1) / kRun * kRun;
    while (i > run_begin) {  // No element's name is kNone.
      const OpenElement& element = elements_[--i];
      if (element.has(flags) || element.name == name || element.name == other) return i;
    }
  }
  return kNowhere;
}

std::size_t OpenElements::find(NodeIndex node) const {
  if (node == kNoNode || !contains_node(node)) return kNowhere;
  sum_up(size());
  for (std::size_t i = size(); i > 0;) {
    if (i % kRun == 0 && i <= summed_up_) {
      const Summary& sum = summaries_[i / kRun - 1];
      if (node < sum.least || node > sum.most) {
        i -= kRun;
        continue;
      }
    }
    const std::size_t run_begin = (i - 1) / kRun * kRun;
    while (i > run_begin) {
      if (elements_[--i].node == node) return i;
    }
  }
  return kNowhere;
}

std::size_t OpenElements::find(Name html_name) const {
  if (!contains(html_name)) return kNowhere;
  std::size_t at = find_below(size(), 0, html_name);
  while (at != kNowhere && !elements_[at].is(html_name)) at = find_below(at, 0, html_name);
  return at;
}

bool OpenElements::finds_in_scope(Name html_name, TagFlags scope) const {
  for (std::size_t at = size(); (at = find_below(at, scope, html_name)) != kNowhere;) {
    if (elements_[at].is(html_name)) return true;
    if (elements_[at].has(scope)) return false;
  }
  return false;
}

bool OpenElements::has_heading_in_scope() const {
  const std::size_t at = find_below(size(), tag::kHeading | kDefaultScope);
  return at != kNowhere && elements_[at].has(tag::kHeading);
}

bool OpenElements::has_node_in_scope(NodeIndex node) const {
  const std::size_t at = find(node);
  if (at == kNowhere) return false;
  const std::size_t boundary = find_below(size(), kDefaultScope);
  return boundary == kNowhere || boundary <= at;
}

}  // namespace pressmark::html

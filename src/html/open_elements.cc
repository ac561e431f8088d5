#include "html/open_elements.h"

#include <algorithm>

namespace pressmark::html {

void OpenElements::clear() {
  elements_.clear();
  summaries_.clear();
  summed_up_ = 0;
  for (Topmost& of_names : topmost_) of_names.assign(static_cast<std::size_t>(Name::kFirstDynamic), 0);
}

// ---- changes below the top: the links of what is above are taken apart and made anew ----

void OpenElements::unlink_from(std::size_t position) {
  forget_sums_from(position);
  for (std::size_t i = size(); i > position;) unlink(elements_[--i]);
}

void OpenElements::link_from(std::size_t position) {
  for (; position < size(); ++position) link(position);
}

void OpenElements::insert(std::size_t position, const OpenElement& element) {
  unlink_from(position);
  builder_.record(element.node).flags |= kIsOpen & 31u;
  elements_.insert(elements_.begin() + static_cast<std::ptrdiff_t>(position), element);
  link_from(position);
}

void OpenElements::erase(std::size_t position) {
  unlink_from(position);
  builder_.record(elements_[position].node).flags &= ~kIsOpen & 31u;
  elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(position));
  link_from(position);
}

void OpenElements::put_in_place(std::size_t position, NodeIndex copy) {
  forget_sums_from(position);
  builder_.record(elements_[position].node).flags &= ~kIsOpen & 31u;
  builder_.record(copy).flags |= kIsOpen & 31u;
  elements_[position].node = copy;
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
      sum.least = std::min(sum.least, element.node);
      sum.most = std::max(sum.most, element.node);
    }
    summaries_.resize(summed_up_ / kRun);
    summaries_.push_back(sum);
  }
}

std::size_t OpenElements::find_below(std::size_t before, TagFlags flags, std::size_t from) const {
  // On real pages what is looked for is near the top.
  const std::size_t near = std::max(before > kRun ? before - kRun : 0, from);
  for (std::size_t i = before; i > near;) {
    if (elements_[--i].has(flags)) return i;
  }
  return near <= from ? kNowhere : find_far_below(near, flags, from);
}

std::size_t OpenElements::find_far_below(std::size_t before, TagFlags flags, std::size_t from) const {
  sum_up(before);
  for (std::size_t i = before; i > from;) {
    if (i % kRun == 0 && i <= summed_up_ && (summaries_[i / kRun - 1].flags & flags) == 0) {
      i -= std::min(i, kRun);
      continue;
    }
    const std::size_t run_begin = std::max((i - 1) / kRun * kRun, from);
    while (i > run_begin) {
      if (elements_[--i].has(flags)) return i;
    }
  }
  return kNowhere;
}

std::size_t OpenElements::find_either(TagFlags flags, Name html_name) const {
  const std::size_t named = find(html_name);
  const std::size_t flagged = find_below(size(), flags, named + 1);
  return flagged == kNowhere ? named : flagged;
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

bool OpenElements::has_heading_in_scope() const {
  const std::size_t at = find_below(size(), tag::kHeading | kDefaultScope);
  return at != kNowhere && elements_[at].has(tag::kHeading);
}

bool OpenElements::has_node_in_scope(NodeIndex node) const {
  const std::size_t at = find(node);
  if (at == kNowhere) return false;
  return find_below(size(), kDefaultScope, at + 1) == kNowhere;
}

}  // namespace pressmark::html

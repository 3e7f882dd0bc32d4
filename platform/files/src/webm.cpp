#include "webm.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "bytes.hpp"
#include "kernel/refusal.hpp"

namespace linli::files {
namespace {

constexpr std::uint64_t kHeader = 0x1A45DFA3, kDocType = 0x4282, kSegment = 0x18538067, kInfo = 0x1549A966,
                        kTracks = 0x1654AE6B, kCluster = 0x1F43B675, kTags = 0x1254C367, kAttachments = 0x1941A469,
                        kTrackEntry = 0xAE, kTrackType = 0x83, kVideo = 0xE0, kWidth = 0xB0, kHeight = 0xBA,
                        kTitle = 0x7BA9, kDate = 0x4461, kVoid = 0xEC;
constexpr std::size_t kMostElements = 100'000;  // in one list
/// What may stand directly in a segment: where a cluster of unknown length ends.
constexpr std::array<std::uint64_t, 8> kSegmentParts = {0x114D9B74, kInfo, kTracks,      kCluster,
                                                        0x1C53BB6B, kTags, kAttachments, 0x1043A770};

[[noreturn]] void broken() { throw Refused{"file_broken"}; }

struct Element {
  std::uint64_t id = 0;
  std::size_t at = 0, content = 0, end = 0;
  bool unknown_length = false;
};

/// The element at `at`, which must end by `limit`.
Element element_at(std::string_view bytes, std::size_t at, std::size_t limit) {
  auto length_of = [&](std::size_t where) {
    auto head = big_endian(bytes, where, 1);
    auto length = static_cast<std::size_t>(std::countl_zero(static_cast<std::uint8_t>(head))) + 1;
    if (where >= limit || length > 8 || length > limit - where) broken();
    return length;
  };
  auto id_length = length_of(at);
  if (id_length > 4) broken();
  Element element{.id = big_endian(bytes, at, id_length), .at = at};
  auto size_at = at + id_length;
  auto size_length = length_of(size_at);
  auto mask = (std::uint64_t{1} << (7 * size_length)) - 1;
  auto size = big_endian(bytes, size_at, size_length) & mask;
  element.content = size_at + size_length;
  element.unknown_length = size == mask;
  if (element.unknown_length) {
    element.end = limit;
  } else {
    if (size > limit - element.content) broken();
    element.end = element.content + static_cast<std::size_t>(size);
  }
  return element;
}

std::vector<Element> elements(std::string_view bytes, const Element& parent) {
  std::vector<Element> out;
  for (auto at = parent.content; at < parent.end; at = out.back().end) {
    if (out.size() == kMostElements) broken();
    out.push_back(element_at(bytes, at, parent.end));
    auto& last = out.back();
    if (!last.unknown_length || parent.id != kSegment) continue;
    // A live recording: the cluster ends where the next part of the segment begins.
    for (auto inner = last.content; inner < parent.end;) {
      auto child = element_at(bytes, inner, parent.end);
      if (std::ranges::find(kSegmentParts, child.id) != kSegmentParts.end()) {
        last.end = inner;
        break;
      }
      inner = child.end;
    }
  }
  return out;
}

std::uint64_t number(std::string_view bytes, const Element& element) {
  return big_endian(bytes, element.content, std::min<std::size_t>(8, element.end - element.content));
}

/// Turns an element into a void one of the same length.
void blank(std::string& copy, const Element& element) {
  auto length = element.end - element.at;
  std::size_t size_length = length >= 9 ? 8 : 1;
  std::string voided(1, static_cast<char>(kVoid));
  auto size = static_cast<std::uint64_t>(length - 1 - size_length) | (std::uint64_t{1} << (7 * size_length));
  for (auto i = size_length; i-- > 0;) voided += static_cast<char>(size >> (8 * i) & 0xff);
  voided.resize(length, '\0');
  copy.replace(element.at, length, voided);
}

void read_tracks(std::string_view bytes, const Element& tracks, Found& found, bool& plays) {
  for (const auto& track : elements(bytes, tracks)) {
    if (track.id != kTrackEntry) continue;
    for (const auto& part : elements(bytes, track)) {
      if (part.id == kTrackType) {
        plays |= number(bytes, part) == 1 || number(bytes, part) == 2;
        found.is_video |= number(bytes, part) == 1;
      }
      if (part.id != kVideo) continue;
      for (const auto& side : elements(bytes, part)) {
        if (side.id == kWidth) found.width = static_cast<int>(number(bytes, side));
        if (side.id == kHeight) found.height = static_cast<int>(number(bytes, side));
      }
    }
  }
}

}  // namespace

Found read_webm(std::string_view bytes) {
  auto header = element_at(bytes, 0, bytes.size());
  if (header.id != kHeader || header.unknown_length) broken();
  bool is_webm = false;
  for (const auto& part : elements(bytes, header))
    is_webm |= part.id == kDocType && bytes.substr(part.content, part.end - part.content).starts_with("webm");
  if (!is_webm) throw Refused{"file_type"};
  auto segment = element_at(bytes, header.end, bytes.size());
  if (segment.id != kSegment || segment.end != bytes.size()) broken();
  Found found;
  std::string copy(bytes);
  bool plays = false, has_cluster = false;
  for (const auto& part : elements(bytes, segment)) {
    has_cluster |= part.id == kCluster;
    if (part.id == kTracks) read_tracks(bytes, part, found, plays);
    if (part.id == kTags || part.id == kAttachments) blank(copy, part);
    if (part.id != kInfo) continue;
    for (const auto& fact : elements(bytes, part))
      if (fact.id == kTitle || fact.id == kDate) blank(copy, fact);
  }
  if (!plays || !has_cluster) broken();
  found.media_type = found.is_video ? "video/webm" : "audio/webm";
  found.served = std::move(copy);
  return found;
}

}  // namespace linli::files

#include "iso_media.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <vector>

#include "bytes.hpp"
#include "exif.hpp"
#include "kernel/refusal.hpp"

namespace linli::files {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::size_t kHead = 8;
constexpr std::size_t kMostBoxes = 100'000;          // in one list; a long recording has some thousands
constexpr std::int64_t kEpoch1904 = -2'082'844'800;  // seconds from 1970 to 1904

// What is needed to play, level by level; everything else is blanked.
constexpr std::array<std::string_view, 9> kFileBoxes = {"ftyp", "moov", "mdat", "moof", "mfra",
                                                        "sidx", "styp", "ssix", "pdin"};
constexpr std::array<std::string_view, 4> kMovieBoxes = {"mvhd", "trak", "mvex", "iods"};
constexpr std::array<std::string_view, 5> kTrackBoxes = {"tkhd", "edts", "mdia", "tref", "tapt"};
constexpr std::array<std::string_view, 3> kMediaBoxes = {"mdhd", "hdlr", "minf"};
constexpr std::array<std::string_view, 7> kInfoBoxes = {"vmhd", "smhd", "nmhd", "gmhd", "hdlr", "dinf", "stbl"};
constexpr std::array<std::string_view, 2> kFragmentBoxes = {"mfhd", "traf"};

[[noreturn]] void broken() { throw Refused{"file_broken"}; }

struct Box {
  std::string_view type;
  std::size_t at = 0;       ///< of the box
  std::size_t content = 0;  ///< where its content begins
  std::size_t end = 0;
};

/// The boxes between two offsets, which they must fill exactly.
std::vector<Box> boxes(std::string_view bytes, std::size_t from, std::size_t end) {
  std::vector<Box> out;
  while (from < end) {
    if (end - from < kHead) {
      // QuickTime closes some lists with four zero bytes.
      if (bytes.substr(from, end - from).find_first_not_of('\0') == std::string_view::npos) break;
      broken();
    }
    std::uint64_t size = big_endian(bytes, from, 4);
    std::size_t head = kHead;
    if (size == 1) {
      size = big_endian(bytes, from + kHead, 8);
      head = 16;
    } else if (size == 0) {
      if (from + 8 <= end && big_endian(bytes, from, 8) == 0) break;  // the same zero bytes, more of them
      size = end - from;
    }
    if (size < head || size > end - from || out.size() == kMostBoxes) broken();
    out.push_back({bytes.substr(from + 4, 4), from, from + head, from + static_cast<std::size_t>(size)});
    from += static_cast<std::size_t>(size);
  }
  return out;
}

std::optional<Box> first(const std::vector<Box>& list, std::string_view type) {
  auto found = std::ranges::find(list, type, &Box::type);
  if (found == list.end()) return std::nullopt;
  return *found;
}

/// The box reached by these types from the top of a list; nothing if one is missing.
std::optional<Box> descend(std::string_view bytes, const Box& from, std::initializer_list<std::string_view> path) {
  std::optional<Box> box = from;
  for (auto type : path) {
    box = first(boxes(bytes, box->content, box->end), type);
    if (!box) return std::nullopt;
  }
  return box;
}

struct Track {
  Box box;
  std::string_view handler;  ///< "vide", "soun", other
};

std::vector<Track> tracks_of(std::string_view bytes, const Box& movie) {
  std::vector<Track> out;
  for (const auto& box : boxes(bytes, movie.content, movie.end)) {
    if (box.type != "trak") continue;
    auto handler = descend(bytes, box, {"mdia", "hdlr"});
    out.push_back({box, handler ? bytes.substr(std::min(handler->content + 8, handler->end), 4) : ""});
  }
  return out;
}

bool plays(const Track& track) { return track.handler == "vide" || track.handler == "soun"; }

/// QuickTime's `meta`: the value of one key, from its list of keys and its list of items.
std::string_view quicktime_value(std::string_view bytes, const Box& meta, std::string_view key) {
  // In MP4 the box begins with version and flags, in QuickTime it does not.
  auto from = big_endian(bytes, meta.content, 4) == 0 ? meta.content + 4 : meta.content;
  if (from > meta.end) return {};
  auto inside = boxes(bytes, from, meta.end);
  auto keys = first(inside, "keys"), items = first(inside, "ilst");
  if (!keys || !items) return {};
  std::uint64_t wanted = 0, index = 0;
  for (auto at = keys->content + 8; at + 8 <= keys->end;) {
    auto size = big_endian(bytes, at, 4);
    if (size < 8 || size > keys->end - at) break;
    ++index;
    if (bytes.substr(at + 8, static_cast<std::size_t>(size) - 8) == key) wanted = index;
    at += static_cast<std::size_t>(size);
  }
  if (wanted == 0) return {};
  for (const auto& item : boxes(bytes, items->content, items->end)) {
    if (big_endian(item.type, 0, 4) != wanted) continue;
    auto data = first(boxes(bytes, item.content, item.end), "data");
    if (data && data->end - data->content > 8) return bytes.substr(data->content + 8, data->end - data->content - 8);
  }
  return {};
}

std::optional<Wgs84Point> place_of_movie(std::string_view bytes, const Box& movie) {
  if (auto place = descend(bytes, movie, {"udta", "\xa9xyz"}); place && place->end - place->content > 4)
    if (auto point = iso6709_place(bytes.substr(place->content + 4, place->end - place->content - 4))) return point;
  if (auto meta = descend(bytes, movie, {"meta"}))
    return iso6709_place(quicktime_value(bytes, *meta, "com.apple.quicktime.location.ISO6709"));
  return std::nullopt;
}

std::optional<Instant> time_of_movie(std::string_view bytes, const Box& movie) {
  auto head = descend(bytes, movie, {"mvhd"});
  if (!head) return std::nullopt;
  bool wide = big_endian(bytes, head->content, 1) == 1;
  auto seconds = static_cast<std::int64_t>(big_endian(bytes, head->content + 4, wide ? 8 : 4));
  if (seconds <= 0 || seconds > 8'000'000'000) return std::nullopt;
  auto at = Instant(std::chrono::seconds(seconds + kEpoch1904));
  // Cameras without a clock write 1904 or 1970.
  return at < Instant(std::chrono::days(3650)) ? std::nullopt : std::optional(at);
}

/// A copy in which boxes are blanked.
class Stripper {
 public:
  Stripper(std::string_view bytes, const Box& movie) : bytes_(bytes), movie_(movie), copy_(bytes) {}

  /// Nothing if it cannot be told which bytes are picture and sound.
  std::optional<std::string> run() {
    auto top = boxes(bytes_, 0, bytes_.size());
    bool fragmented = first(top, "moof").has_value();
    std::vector<Span> played;
    for (const auto& track : tracks_of(bytes_, movie_)) {
      if (!plays(track)) {
        if (fragmented) return std::nullopt;
        blank(track.box);
      } else if (!fragmented && !add_samples(track.box, played)) {
        return std::nullopt;
      }
    }
    if (!fragmented) blank_unplayed(top, played);
    keep(top, kFileBoxes);
    for (const auto& box : top)
      if (box.type == "moof") keep(boxes(bytes_, box.content, box.end), kFragmentBoxes);
    auto movie = boxes(bytes_, movie_.content, movie_.end);
    keep(movie, kMovieBoxes);
    for (const auto& box : movie) {
      if (box.type == "mvhd") blank_times(box);
      if (box.type == "trak") strip_track(box);
    }
    return std::move(copy_);
  }

 private:
  using Span = std::pair<std::uint64_t, std::uint64_t>;  // from, end

  /// The box becomes free space of the same length.
  void blank(const Box& box) {
    copy_.replace(box.at + 4, 4, "free");
    std::fill(copy_.begin() + static_cast<std::ptrdiff_t>(box.content),
              copy_.begin() + static_cast<std::ptrdiff_t>(box.end), '\0');
  }
  void keep(const std::vector<Box>& list, Names names) {
    for (const auto& box : list)
      if (std::ranges::find(names, box.type) == names.end()) blank(box);
  }
  /// Creation and modification times of a header box.
  void blank_times(const Box& box) {
    std::size_t length = big_endian(bytes_, box.content, 1) == 1 ? 16 : 8;
    auto from = std::min(box.content + 4, box.end);
    copy_.replace(from, std::min(length, box.end - from), std::min(length, box.end - from), '\0');
  }
  void strip_track(const Box& track) {
    if (copy_.compare(track.at + 4, 4, "trak") != 0) return;  // blanked
    auto inside = boxes(bytes_, track.content, track.end);
    keep(inside, kTrackBoxes);
    if (auto head = first(inside, "tkhd")) blank_times(*head);
    auto media = first(inside, "mdia");
    if (!media) return;
    auto media_inside = boxes(bytes_, media->content, media->end);
    keep(media_inside, kMediaBoxes);
    if (auto head = first(media_inside, "mdhd")) blank_times(*head);
    if (auto info = first(media_inside, "minf")) keep(boxes(bytes_, info->content, info->end), kInfoBoxes);
  }

  /// Where the index says the track's samples lie, a span a chunk; false if it does not say.
  bool add_samples(const Box& track, std::vector<Span>& spans) const {
    auto table = descend(bytes_, track, {"mdia", "minf", "stbl"});
    if (!table) return false;
    auto inside = boxes(bytes_, table->content, table->end);
    auto sizes = first(inside, "stsz"), runs = first(inside, "stsc"), offsets = first(inside, "stco");
    std::size_t offset_length = offsets ? 4 : 8;
    if (!offsets) offsets = first(inside, "co64");
    if (!sizes || !runs || !offsets) return false;
    auto number = [&](const Box& box, std::uint64_t at, std::size_t n) {
      return big_endian(bytes_.substr(0, box.end), box.content + static_cast<std::size_t>(at), n);
    };
    const auto same_size = number(*sizes, 4, 4), samples = number(*sizes, 8, 4);
    const auto chunks = number(*offsets, 4, 4), run_count = number(*runs, 4, 4);
    // Counts that the boxes cannot hold would keep us busy for nothing.
    if ((!same_size && samples > (sizes->end - sizes->content) / 4) || run_count > (runs->end - runs->content) / 12)
      return false;
    std::uint64_t sample = 0, run = 0;
    for (std::uint64_t chunk = 0; chunk < chunks && sample < samples; ++chunk) {
      while (run + 1 < run_count && number(*runs, 8 + 12 * (run + 1), 4) <= chunk + 1) ++run;
      const auto in_chunk = number(*runs, 8 + 12 * run + 4, 4);
      if (in_chunk == 0) return false;
      const auto from = number(*offsets, 8 + offset_length * chunk, offset_length);
      auto end = from;
      for (std::uint64_t i = 0; i < in_chunk && sample < samples; ++i, ++sample) {
        end += same_size ? same_size : number(*sizes, 12 + 4 * sample, 4);
        if (end < from || end > bytes_.size()) return false;
      }
      spans.emplace_back(from, end);
    }
    return sample == samples;
  }

  /// Media data that no picture and no sound points to: samples of other tracks, and what was hidden between.
  void blank_unplayed(const std::vector<Box>& top, std::vector<Span>& played) {
    std::ranges::sort(played);
    for (const auto& box : top) {
      if (box.type != "mdat") continue;
      std::uint64_t at = box.content;
      auto clear_until = [&](std::uint64_t end) {
        if (end > at)
          std::fill(copy_.begin() + static_cast<std::ptrdiff_t>(at), copy_.begin() + static_cast<std::ptrdiff_t>(end),
                    '\0');
      };
      for (const auto& [from, end] : played) {
        clear_until(std::min<std::uint64_t>(from, box.end));
        at = std::max(at, end);
      }
      clear_until(box.end);
    }
  }

  std::string_view bytes_;
  Box movie_;
  std::string copy_;
};

}  // namespace

Found read_iso_media(std::string_view bytes) {
  auto top = boxes(bytes, 0, bytes.size());
  auto movie = first(top, "moov");
  if (!movie || (!first(top, "mdat") && !first(top, "moof"))) broken();
  auto tracks = tracks_of(bytes, *movie);
  Found found;
  found.is_video = std::ranges::any_of(tracks, [](const Track& t) { return t.handler == "vide"; });
  if (std::ranges::none_of(tracks, plays)) broken();
  auto type = first(top, "ftyp");
  auto brand = type ? bytes.substr(type->content, 4) : "qt  ";
  if (found.is_video)
    found.media_type = brand == "qt  " ? "video/quicktime" : brand.starts_with("3gp") ? "video/3gpp" : "video/mp4";
  else
    found.media_type = brand.starts_with("3gp") ? "audio/3gpp" : "audio/mp4";
  for (const auto& track : tracks) {
    auto head = descend(bytes, track.box, {"tkhd"});
    if (track.handler != "vide" || !head || head->end - head->content < 8) continue;
    found.width = static_cast<int>(big_endian(bytes, head->end - 8, 2));
    found.height = static_cast<int>(big_endian(bytes, head->end - 4, 2));
  }
  found.taken_at = time_of_movie(bytes, *movie);
  found.taken_place = place_of_movie(bytes, *movie);
  found.served = Stripper(bytes, *movie).run();
  return found;
}

}  // namespace linli::files

#include "platform/files/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vips/vips.h>

#include <filesystem>
#include <random>
#include <set>

#include "kernel/refusal.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/disk/disk.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "test_media.hpp"

namespace linli::files {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class StoreTest : public ::testing::Test {
 protected:
  std::string refusal_of(const std::string& bytes) {
    try {
      store.put(bytes);
    } catch (const Refused& refused) {
      return refused.code;
    }
    return "";
  }
  std::string content(const Stored& stored, Copy copy) {
    auto path = store.path(stored.digest, copy);
    return path.empty() ? "" : disk::read(path).value_or("");
  }
  /// Files on disk, of whatever copy.
  std::size_t count() {
    std::size_t n = 0;
    if (fs::exists(store.folder()))
      for (const auto& entry : fs::recursive_directory_iterator(store.folder())) n += entry.is_regular_file();
    return n;
  }

  CityZone zone;
  TestFolder folder;
  Limits limits;
  Store store{folder.path() + "/files", limits, zone};
};

struct Size {
  int width, height;
};
Size size_of(const std::string& jpeg) {
  VipsImage* image = vips_image_new_from_buffer(jpeg.data(), jpeg.size(), "", nullptr);
  if (!image) return {0, 0};
  Size size{vips_image_get_width(image), vips_image_get_height(image)};
  g_object_unref(image);
  return size;
}

TEST_F(StoreTest, KeepsTimeAndPlaceApartFromTheCopyPeopleSee) {
  auto stored = store.put(photo());
  EXPECT_EQ(stored.media_type, "image/jpeg");
  EXPECT_EQ(stored.kind, Kind::image);
  EXPECT_EQ(stored.taken_at, parse_instant("2026-11-22T02:05:07Z"));
  ASSERT_TRUE(stored.taken_place);
  EXPECT_EQ(*stored.taken_place, Wgs84Point::of(113.2583333, 23.125));
  EXPECT_EQ(content(stored, Copy::original), photo());
  for (Copy copy : {Copy::served, Copy::thumbnail}) {
    auto bytes = content(stored, copy);
    EXPECT_THAT(bytes, Not(HasSubstr("Exif")));
    EXPECT_THAT(bytes, Not(HasSubstr("SECRET-CAMERA")));
    EXPECT_THAT(bytes, Not(HasSubstr("ICC_PROFILE")));
    EXPECT_GT(size_of(bytes).width, 0);
  }
  LINLI_SHOWS("INC-10");
}

TEST_F(StoreTest, TurnsPicturesUprightAndMakesThemSmaller) {
  auto stored = store.put(photo({.width = 2400, .height = 1200, .orientation = 6}));
  EXPECT_EQ(stored.width, 1200);
  EXPECT_EQ(stored.height, 2400);
  auto served = size_of(content(stored, Copy::served)), small = size_of(content(stored, Copy::thumbnail));
  EXPECT_EQ(served.width, 800);
  EXPECT_EQ(served.height, 1600);
  EXPECT_EQ(small.width, 160);
  EXPECT_EQ(small.height, 320);
  auto little = store.put(photo({.width = 50, .height = 20}));
  EXPECT_EQ(size_of(content(little, Copy::served)).width, 50) << "never enlarged";
}

TEST_F(StoreTest, TakesTransparentPngAndWebp) {
  for (const char* format : {".png", ".webp"}) {
    auto stored = store.put(photo({.with_place = false, .format = format, .transparent = true}));
    EXPECT_EQ(stored.media_type, "image/" + std::string(format).substr(1));
    auto served = content(stored, Copy::served);
    EXPECT_TRUE(served.starts_with("\xff\xd8\xff")) << format;
    EXPECT_EQ(Store::media_type(stored.media_type, Copy::served), "image/jpeg");
    EXPECT_THAT(served, Not(HasSubstr("SECRET")));
  }
}

TEST_F(StoreTest, KnowsTheSameBytesAgain) {
  auto first = store.put(photo()), second = store.put(photo());
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_EQ(first.digest, crypto::to_hex(crypto::sm3(photo())));
  EXPECT_EQ(count(), 3u);
}

TEST_F(StoreTest, RefusesWhatIsNoAttachment) {
  EXPECT_EQ(refusal_of(""), "file_empty");
  using namespace std::string_literals;
  for (const auto& bytes : {"GIF89a..............."s, "<svg xmlns='http://www.w3.org/2000/svg'/>"s,
                            "<!doctype html><script>1</script>"s, "MZ\x90\0program"s, "PK\3\4archive......"s,
                            "\x7f"
                            "ELF"s,
                            "plain text"s, "%!PS-Adobe"s, "II*\0tiff......"s})
    EXPECT_EQ(refusal_of(bytes), "file_type") << bytes;
  EXPECT_EQ(refusal_of(box("ftyp", "heic" + be32(0) + "mif1heic") + box("mdat", "x")), "file_heic");
  EXPECT_EQ(count(), 0u);
}

TEST_F(StoreTest, RefusesHugePicturesBeforeDecodingThem) {
  EXPECT_EQ(refusal_of(png_claiming(60'000, 60'000)), "file_dimensions");
  EXPECT_EQ(refusal_of(png_claiming(2'000'000'000, 1)), "file_broken");
  EXPECT_EQ(refusal_of(png_claiming(1'000, 1'000)), "file_broken") << "claims more than it holds";
}

TEST_F(StoreTest, LimitsSizeByKind) {
  limits.image_bytes = 1000;
  limits.audio_bytes = 100;
  Store small(folder.path() + "/small", limits, zone);
  for (const auto& bytes : {photo(), film({.with_video = false}), mp3()}) try {
      small.put(bytes);
      ADD_FAILURE();
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.code, "file_too_large");
    }
  small.put(film());
}

TEST_F(StoreTest, RefusesCutOffFilesOfEveryKind) {
  for (const auto& whole :
       {photo(), photo({.format = ".png"}), photo({.format = ".webp"}), film(), webm(), wav(), amr(), ogg(), pdf()})
    for (std::size_t part = 1; part < 8; ++part) {
      auto code = refusal_of(whole.substr(0, whole.size() * part / 8 - 1));
      EXPECT_TRUE(code == "file_broken" || code == "file_type") << code << " " << part << " " << whole.substr(0, 12);
    }
  EXPECT_EQ(count(), 0u);
}

TEST_F(StoreTest, ServesNothingOfAPolyglotButThePicture) {
  auto stored = store.put(photo() + "PK\x03\x04<script>alert(1)</script>");
  EXPECT_EQ(stored.media_type, "image/jpeg");
  EXPECT_THAT(content(stored, Copy::served), Not(HasSubstr("script")));
  EXPECT_EQ(refusal_of("\xff\xd8\xff\xe0<script>alert(1)</script>"), "file_broken");
}

TEST_F(StoreTest, TakesPlaceAndTimeOutOfFilms) {
  for (bool quicktime : {false, true}) {
    auto whole =
        film({.with_place = !quicktime, .with_quicktime_place = quicktime, .brand = quicktime ? "qt  " : "isom"});
    auto stored = store.put(whole);
    EXPECT_EQ(stored.media_type, quicktime ? "video/quicktime" : "video/mp4");
    EXPECT_EQ(stored.kind, Kind::video);
    EXPECT_EQ(stored.width, 640);
    EXPECT_EQ(stored.height, 480);
    ASSERT_TRUE(stored.taken_place);
    EXPECT_EQ(*stored.taken_place, Wgs84Point::of(113.2583, 23.125));
    EXPECT_EQ(stored.taken_at, parse_instant("2026-11-22T02:05:07Z"));
    auto served = content(stored, Copy::served);
    EXPECT_EQ(served.size(), whole.size()) << "offsets stay valid";
    EXPECT_THAT(served, Not(HasSubstr("+23.125")));
    EXPECT_THAT(served, Not(HasSubstr(be32(3'878'157'907u))));
    EXPECT_THAT(served, HasSubstr("PICTURE-SAMPLE"));
    EXPECT_FALSE(store.put(served).taken_place);
  }
}

TEST_F(StoreTest, TakesTracksOfPositionsOutOfFilmsWithTheirSamples) {
  auto stored = store.put(film({.with_position_track = true}));
  auto served = content(stored, Copy::served);
  EXPECT_THAT(served, Not(HasSubstr("SECRET-POSITION")));
  EXPECT_THAT(served, HasSubstr("PICTURE-SAMPLESOUND-SAMPLE"));
  EXPECT_THAT(content(stored, Copy::original), HasSubstr("SECRET-POSITION"));
}

TEST_F(StoreTest, ReadsLiveRecordings) {
  auto stored = store.put(webm());
  EXPECT_EQ(stored.media_type, "video/webm");
  EXPECT_EQ(stored.width, 640);
  auto served = content(stored, Copy::served);
  EXPECT_EQ(served.size(), webm().size());
  EXPECT_THAT(served, Not(HasSubstr("SECRET")));
  EXPECT_EQ(store.put(webm(false)).media_type, "audio/webm");
  EXPECT_EQ(store.put(served).media_type, "video/webm") << "still whole";
  auto matroska = webm();
  matroska.replace(matroska.find("webm"), 4, "matr");
  EXPECT_EQ(refusal_of(matroska), "file_type");
}

TEST_F(StoreTest, ReadsSoundsAndDocuments) {
  const std::pair<std::string, std::string> sounds[] = {
      {"audio/mpeg", mp3()}, {"audio/wav", wav()}, {"audio/amr", amr()}, {"audio/mp4", film({.with_video = false})}};
  for (const auto& [type, bytes] : sounds) {
    auto stored = store.put(bytes);
    EXPECT_EQ(stored.media_type, type);
    EXPECT_EQ(stored.kind, Kind::audio);
    EXPECT_TRUE(stored.stripped) << type;
    EXPECT_THAT(content(stored, Copy::served), Not(HasSubstr("SECRET"))) << type;
    EXPECT_EQ(content(stored, Copy::thumbnail), "");
  }
  EXPECT_EQ(store.put(content(store.put(wav()), Copy::served)).media_type, "audio/wav");
  for (const auto& [type, bytes] : {std::pair("audio/ogg", ogg()), std::pair("application/pdf", pdf())}) {
    auto stored = store.put(bytes);
    EXPECT_EQ(stored.media_type, type);
    EXPECT_FALSE(stored.stripped) << type;
    EXPECT_EQ(store.path(stored.digest, Copy::served), "");
  }
}

TEST_F(StoreTest, BearsAnyGarbage) {
  std::mt19937 random(20261122);
  auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const std::vector<std::string> seeds = {photo({.width = 40, .height = 30}),
                                          photo({.width = 40, .height = 30, .format = ".png"}),
                                          photo({.width = 40, .height = 30, .format = ".webp"}),
                                          film({.with_quicktime_place = true, .with_position_track = true}),
                                          webm(),
                                          mp3(),
                                          wav(),
                                          amr(),
                                          ogg(),
                                          pdf()};
  const std::set<std::string> expected = {"",          "file_broken",   "file_type", "file_dimensions",
                                          "file_heic", "file_too_large"};
  for (int round = 0; round < 40; ++round)
    for (auto bytes : seeds) {
      for (auto changes = 1 + below(12); changes > 0; --changes) {
        auto at = below(bytes.size());
        switch (below(4)) {
          case 0:
            bytes[at] = static_cast<char>(below(256));
            break;
          case 1:
            bytes[at] = static_cast<char>(bytes[at] ^ 1 << below(8));
            break;
          case 2:
            bytes.replace(at, std::min<std::size_t>(4, bytes.size() - at), std::string(4, '\xff'));
            break;
          case 3:
            bytes.resize(std::max<std::size_t>(1, at));
            break;
        }
      }
      auto code = refusal_of(bytes);
      EXPECT_TRUE(expected.count(code)) << code;
    }
}

TEST_F(StoreTest, FindsNothingUnderWhatIsNoDigest) {
  for (const char* digest : {"", "../../etc/passwd", "AB", "zz"}) EXPECT_EQ(store.path(digest, Copy::original), "");
  EXPECT_EQ(store.path(std::string(64, '0'), Copy::original), "");
  EXPECT_EQ(parse_copy(""), Copy::served);
  EXPECT_THROW(parse_copy("all"), Refused);
}

TEST(Limits, ComeFromPolicy) {
  auto limits = Limits::read(*disk::read(source_dir() + "/policy/files.yaml"));
  EXPECT_EQ(limits.video_bytes, 50 << 20);
  EXPECT_EQ(limits.public_bytes, 10 << 20);
  EXPECT_EQ(limits.pixels, 64'000'000);
  EXPECT_THROW(Limits::read("largest_mb: {image: 1}\nother: 2\n"), Refused);
}

}  // namespace
}  // namespace linli::files

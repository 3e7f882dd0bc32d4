#include "demo/picture.hpp"

#include <array>

#include "platform/files/files.hpp"
#include "platform/files/picture.hpp"

namespace linli::incidents {
namespace {

constexpr int kWidth = 960, kHeight = 720;
using Colour = std::array<std::uint8_t, 3>;

// A plain scene of house, pavement and one thing that stands in the way: enough to tell pictures apart.
class Scene {
 public:
  Scene() : pixels_(static_cast<std::size_t>(kWidth) * kHeight * 3, '\0') {}
  void box(int x, int y, int w, int h, Colour c) {
    for (int j = std::max(0, y); j < std::min(kHeight, y + h); ++j)
      for (int i = std::max(0, x); i < std::min(kWidth, x + w); ++i) dot(i, j, c);
  }
  void disc(int x, int y, int r, Colour c) {
    for (int j = std::max(0, y - r); j < std::min(kHeight, y + r); ++j)
      for (int i = std::max(0, x - r); i < std::min(kWidth, x + r); ++i)
        if ((i - x) * (i - x) + (j - y) * (j - y) < r * r) dot(i, j, c);
  }
  const std::string& pixels() const { return pixels_; }

 private:
  void dot(int x, int y, Colour c) {
    const std::size_t at = (static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 3;
    for (std::size_t k = 0; k < 3; ++k) pixels_[at + k] = static_cast<char>(c[k]);
  }
  std::string pixels_;
};

std::string draw(Chance& chance) {
  const auto shade = [&](int from, int to) { return static_cast<std::uint8_t>(from + chance.below(to - from)); };
  const auto any = [&](int from, int to) { return Colour{shade(from, to), shade(from, to), shade(from, to)}; };
  Scene scene;
  scene.box(0, 0, kWidth, 230, {190, shade(200, 215), shade(215, 232)});
  const Colour wall{shade(170, 205), shade(160, 195), shade(140, 180)};
  scene.box(0, 60, kWidth, 400, wall);
  for (int x = 60 + static_cast<int>(chance.below(40)); x < kWidth; x += 190) {
    scene.box(x, 120, 96, 130, {60, 70, 84});
    scene.box(x + 45, 120, 6, 130, {200, 200, 196});
  }
  scene.box(0, 440, kWidth, 60, {150, 146, 138});
  scene.box(0, 500, kWidth, 220, {96, 99, 104});
  const int x = 180 + static_cast<int>(chance.below(480));
  switch (chance.below(4)) {
    case 0:  // a bicycle
      for (const int dx : {0, 150}) {
        scene.disc(x + dx, 560, 62, {40, 44, 50});
        scene.disc(x + dx, 560, 44, {96, 99, 104});
      }
      scene.box(x, 470, 160, 18, any(30, 140));
      scene.box(x + 60, 420, 90, 24, {40, 44, 50});
      break;
    case 1:  // sacks
      for (int k = 0; k < 5; ++k) scene.disc(x + k * 52, 545 + static_cast<int>(chance.below(30)), 44, any(90, 190));
      break;
    case 2:  // a hole with cones
      scene.disc(x + 90, 590, 80, {38, 38, 40});
      for (const int dx : {-60, 220}) {
        scene.box(x + dx, 520, 34, 70, {214, 98, 32});
        scene.box(x + dx, 545, 34, 12, {236, 236, 230});
      }
      break;
    default:  // water
      for (int k = 0; k < 7; ++k) scene.disc(x + k * 40, 600 + static_cast<int>(chance.below(26)), 46, {78, 104, 122});
  }
  return scene.pixels();
}

}  // namespace

Pictures::Pictures(app::Context& context, db::Connection& db, Chance& chance, Instant now) {
  const access::Principal nobody;
  files::Store& store = context.get<files::Store>();
  for (int i = 0; i < 16; ++i)
    digests_.push_back(files::upload(db, store, files::encode_jpeg(draw(chance), kWidth, kHeight), nobody, now).digest);
  stored_ = files::find(db, digests_);
}

}  // namespace linli::incidents

#include "platform/files/module.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/app/rates.hpp"
#include "platform/audit/note.hpp"
#include "platform/files/files.hpp"
#include "platform/files/serve.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/resources.hpp"

namespace linli::files {
namespace {

constexpr auto kKept = std::chrono::hours(24);  // a digest never changes what it names
constexpr int kSweepEverySeconds = 600;

struct PlaceView {
  double lon = 0, lat = 0;
};
const Descriptor kPlaceView{"TakenPlace",
                            {field("lon", &PlaceView::lon).in("deg"), field("lat", &PlaceView::lat).in("deg")}};

struct FileView {
  std::string digest, media_type;
  std::int64_t bytes = 0;
  int width = 0, height = 0;
  std::optional<Instant> taken_at;
  std::optional<PlaceView> taken_place;
};
const Descriptor kFileView{"StoredFile",
                           {field("digest", &FileView::digest), field("media_type", &FileView::media_type),
                            field("bytes", &FileView::bytes).in("B"), field("width", &FileView::width).in("px"),
                            field("height", &FileView::height).in("px"), field("taken_at", &FileView::taken_at),
                            field("taken_place", &FileView::taken_place, kPlaceView)}};

http::Response store_file(http::Call& call) {
  auto stored = upload(call.db, call.app.get<Store>(), call.request.body, call.who, call.now);
  FileView view{.digest = stored.digest,
                .media_type = stored.media_type,
                .bytes = stored.bytes,
                .width = stored.width,
                .height = stored.height,
                .taken_at = stored.taken_at,
                .taken_place = std::nullopt};
  if (stored.taken_place) view.taken_place = PlaceView{stored.taken_place->lon(), stored.taken_place->lat()};
  return http::Response::of_json(write_record(kFileView, &view), 201);
}

bool may_see(const app::Registry& registry, http::Call& call, const Stored& file) {
  if (call.who.signed_in() && file.uploader == call.who.account) return true;
  return std::ranges::any_of(registry.file_viewers,
                             [&](const auto& viewer) { return viewer(call.app, call.db, call.who, file.digest); });
}

/// What is not stripped, and every original, shows more than what it shows: staff only, and traced.
void trace_original(http::Call& call, const std::string& digest) {
  if (!call.who.signed_in()) throw Refused{"not_found"};
  auto object = "file:" + digest;
  db::Batch batch;
  audit::note(batch, call, "files.original", object);
  call.db.commit(batch);
}

http::Response send_file(const app::Registry& registry, http::Call& call) {
  const auto& digest = call.request.params.at("digest");
  auto copy = parse_copy(call.request.query_value("copy").value_or(""));
  const auto& store = call.app.get<Store>();
  auto known = find(call.db, {digest});
  // The same answer for what is not there and for what may not be seen.
  if (known.empty() || !may_see(registry, call, known.begin()->second)) throw Refused{"not_found"};
  const auto& file = known.begin()->second;
  if (copy == Copy::served && !file.stripped) copy = Copy::original;
  if (copy == Copy::original) trace_original(call, digest);
  return send_copy(store, file, copy, kKept);
}

}  // namespace

void register_engine(app::Registry& registry) {
  const auto largest = [&](auto... bytes) { return static_cast<std::size_t>(std::max({bytes...})); };
  const Limits& limits = registry.context.get<Store>().limits();
  http::Route post{
      .method = http::Method::post,
      .pattern = "/api/v1/files",
      .operation = "uploadFile",
      .permission = "files.upload",
      .pool = http::Pool::slow,
      .handle = store_file,
      .answer = &kFileView,
      .body_limit = largest(limits.image_bytes, limits.video_bytes, limits.audio_bytes, limits.document_bytes),
      .raw_body = true,
      .tag = "files",
      .success = 201};
  registry.routes.push_back(post);
  post.pattern = "/api/v1/public/files";
  post.operation = "uploadPublicFile";
  post.permission = "";
  post.body_limit = largest(limits.public_bytes);
  const http::Rate rate = app::Rates::parse(resources::get("policy/rates.yaml")).public_uploads;
  post.handle = [limit = std::make_shared<http::RateLimit>(rate)](http::Call& call) {
    limit->take(call.request.peer, call.now);
    return store_file(call);
  };
  registry.routes.push_back(post);
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/files/{digest}",
                             .operation = "getFile",
                             .permission = "signed_in",
                             .pool = http::Pool::read,
                             .handle = [&registry](http::Call& call) { return send_file(registry, call); },
                             .query = {{"copy"}},
                             .tag = "files",
                             .answer_type = "*/*"});
  registry.jobs["files.sweep"] = [](app::Context& context, db::Connection& db, const json::value&, Instant now) {
    // A 256th of the disk each time: all of it in two days.
    auto turn = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / kSweepEverySeconds;
    sweep(db, context.get<Store>(), now, static_cast<int>(turn % 256));
  };
  registry.periodic.emplace_back("files.sweep", kSweepEverySeconds);
}

}  // namespace linli::files

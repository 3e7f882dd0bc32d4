#include "photos/module.hpp"

#include <boost/json.hpp>

#include "photos.hpp"
#include "platform/app/module.hpp"
#include "platform/resources.hpp"

namespace linli::photos {
namespace {

http::Response listed(http::Call& call, const Settings& settings) {
  boost::json::array items;
  for (const PhotoView& photo : photos_of_case(call, settings)) items.push_back(write_record(kPhotoView, &photo));
  return http::Response::of_json(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

void register_module(app::Registry& registry) {
  const Settings settings = Settings::parse(resources::get("policy/photos.yaml"));
  registry.routes.push_back({.method = http::Method::post,
                             .pattern = "/api/v1/photos",
                             .operation = "keepPhoto",
                             .permission = "files.upload",
                             .pool = http::Pool::slow,
                             .handle =
                                 [settings](http::Call& call) {
                                   const PhotoView photo =
                                       keep_photo(call, settings, call.body<PhotoGiven>(kPhotoGiven));
                                   return http::Response::of_json(write_record(kPhotoView, &photo));
                                 },
                             .body = &kPhotoGiven,
                             .answer = &kPhotoView,
                             .tag = "photos"});
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/incidents/{id}/photos",
                             .operation = "listCasePhotos",
                             .permission = "incidents.view",
                             .handle = [settings](http::Call& call) { return listed(call, settings); },
                             .answer = &kPhotoView,
                             .answer_is_page = true,
                             .tag = "photos"});
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/photo-rules",
                             .operation = "getPhotoRules",
                             .permission = "files.upload",
                             .handle =
                                 [settings](http::Call&) {
                                   const RulesView rules{settings.gallery_after_minutes};
                                   return http::Response::of_json(write_record(kRulesView, &rules));
                                 },
                             .answer = &kRulesView,
                             .tag = "photos"});
  registry.file_viewers.push_back(may_see_original);
}

}  // namespace linli::photos

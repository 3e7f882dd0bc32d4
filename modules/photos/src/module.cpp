#include "photos/module.hpp"

#include <boost/json.hpp>

#include "photos.hpp"
#include "platform/app/module.hpp"

namespace linli::photos {
namespace {

http::Response listed(http::Call& call) {
  boost::json::array items;
  for (const PhotoView& photo : photos_of_case(call)) items.push_back(write_record(kPhotoView, &photo));
  return http::Response::of_json(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

void register_module(app::Registry& registry) {
  registry.routes.push_back({.method = http::Method::post,
                             .pattern = "/api/v1/photos",
                             .operation = "keepPhoto",
                             .permission = "files.upload",
                             .pool = http::Pool::slow,
                             .handle =
                                 [](http::Call& call) {
                                   const PhotoView photo = keep_photo(call, call.body<PhotoGiven>(kPhotoGiven));
                                   return http::Response::of_json(write_record(kPhotoView, &photo));
                                 },
                             .body = &kPhotoGiven,
                             .answer = &kPhotoView,
                             .tag = "photos"});
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/incidents/{id}/photos",
                             .operation = "listCasePhotos",
                             .permission = "incidents.view",
                             .handle = listed,
                             .answer = &kPhotoView,
                             .answer_is_page = true,
                             .tag = "photos"});
  registry.file_viewers.push_back(may_see_original);
}

}  // namespace linli::photos

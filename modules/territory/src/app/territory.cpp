#include "territory/territory.hpp"

#include <atomic>
#include <mutex>

#include "app/snapshot.hpp"
#include "kernel/refusal.hpp"
#include "store/store.hpp"

namespace linli::territory {

struct Territory::Impl {
  std::atomic<std::shared_ptr<const Snapshot>> current = std::make_shared<const Snapshot>();
  std::mutex refreshing;

  std::shared_ptr<const Snapshot> now() const { return current.load(std::memory_order_acquire); }
};

Territory::Territory() : impl_(std::make_unique<Impl>()) {}
Territory::~Territory() = default;

std::optional<Located> Territory::locate(Wgs84Point p) const {
  const auto snapshot = impl_->now();
  const Division* division = snapshot->locate(p);
  if (division == nullptr) return std::nullopt;
  return Located{division->code, division->name, division->level, division->kind, snapshot->path(division->code)};
}

Located Territory::locate_or_refuse(Wgs84Point p) const {
  if (std::optional<Located> located = locate(p)) return std::move(*located);
  throw Refused("outside_city");
}

std::string Territory::locate_code(Wgs84Point p) const {
  const auto snapshot = impl_->now();
  const Division* division = snapshot->locate(p);
  return division == nullptr ? std::string() : division->code;
}

std::optional<Division> Territory::find(std::string_view code) const {
  const auto snapshot = impl_->now();
  const Division* division = snapshot->find(code);
  return division == nullptr ? std::nullopt : std::optional(*division);
}

std::string Territory::name(std::string_view code) const {
  const auto snapshot = impl_->now();
  const Division* division = snapshot->find(code);
  return division == nullptr ? std::string(code) : division->name;
}

std::vector<Step> Territory::path(std::string_view code) const { return impl_->now()->path(code); }
std::vector<Division> Territory::children(std::string_view code) const { return impl_->now()->children(code); }
std::vector<Division> Territory::under(std::string_view code, Level level) const {
  return impl_->now()->under(code, level);
}
std::int64_t Territory::version() const { return impl_->now()->version(); }

bool Territory::refresh(db::Connection& db, LocalDate today) {
  const std::scoped_lock one_at_a_time(impl_->refreshing);
  const auto before = impl_->now();
  if (before->day() == today && before->version() == store::version(db)) return false;
  impl_->current.store(std::make_shared<const Snapshot>(Snapshot::read(db, today)), std::memory_order_release);
  return true;
}

}  // namespace linli::territory

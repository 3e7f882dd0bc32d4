#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "kernel/refusal.hpp"
#include "kernel/time.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

/// Keeps this process's Territory level with the database: asks for the version every second on a connection of its
/// own, and reads the territory anew when it rose or the day changed. A database that is away is asked again.
class Watch {
 public:
  Watch(std::shared_ptr<Territory> territory, std::string conninfo, const Clock& clock, const CityZone& zone,
        std::chrono::milliseconds period = std::chrono::seconds(1));
  ~Watch();

 private:
  void run(std::stop_token stop);

  std::shared_ptr<Territory> territory_;
  std::string conninfo_;
  const Clock& clock_;
  const CityZone& zone_;
  std::chrono::milliseconds period_;
  std::mutex mutex_;
  std::condition_variable_any pause_;
  std::jthread thread_;
};

/// For /readyz: what this process holds is older than the database's for longer than a watch takes to follow.
std::optional<FieldError> behind(const Territory& territory, db::Connection& db, Instant now);

}  // namespace linli::territory

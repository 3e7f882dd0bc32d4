// Forms of Open311, by their type in the first line: clean values that lie in the form, or a Refused.
#include "domain/form.hpp"

#include <cstdint>
#include <cstdlib>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::open311;
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto end = input.find('\n');
  if (end == input.npos) return 0;
  const std::string_view body = input.substr(end + 1);
  try {
    const Form form = read_form(input.substr(0, end), body);
    if (form.values.size() > 200 || form.files.size() > 200) std::abort();
    for (const auto& [name, value] : form.values)
      if (value.empty() || !is_clean_utf8(name) || !is_clean_utf8(value)) std::abort();
    for (const FilePart& file : form.files)
      if (file.bytes.data() < body.data() || file.bytes.data() + file.bytes.size() > body.data() + body.size())
        std::abort();
  } catch (const Refused&) {
  }
  return 0;
}

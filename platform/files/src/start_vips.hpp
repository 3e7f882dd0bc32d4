#pragma once

namespace linli::files {

/// Starts libvips once: one thread an operation, since our workers are bounded; no cache between uploads; no loader but
/// JPEG, PNG and WebP. Throws std::runtime_error if it does not start.
void start_vips();

}  // namespace linli::files

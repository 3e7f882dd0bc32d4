#include "platform/http/tls.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

constexpr std::chrono::days kValid{820};

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

void must(bool worked) {
  if (!worked) throw std::runtime_error(std::string("OpenSSL: ") + ERR_error_string(ERR_get_error(), nullptr));
}

bool is_address(const std::string& name) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, name.c_str(), bytes) == 1 || inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

bool is_host_name(const std::string& name) {
  return !name.empty() && name.size() <= 253 && name.front() != '-' && name.front() != '.' &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.' || c == '*'; });
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!is_address(name) && !is_host_name(name)) throw Refused{"tls_bad_name", {{"name", name}}};
    list += (list.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  }
  return list;
}

void extend(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  must(extension);
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  must(added);
}

Certificate certificate_for(EVP_PKEY* key, const std::vector<std::string>& names, Instant now) {
  const std::string list = alternative_names(names);
  Certificate certificate(X509_new());
  must(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  std::unique_ptr<BIGNUM, Deleter<BN_free>> serial(BN_new());
  must(serial && BN_rand(serial.get(), 126, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
  must(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get())));
  const std::time_t from = std::chrono::system_clock::to_time_t(now - std::chrono::days(1));
  must(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), from));
  must(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), from + std::chrono::seconds(kValid).count()));
  must(X509_set_pubkey(certificate.get(), key) == 1);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  auto named = [&](const char* part, const std::string& text) {
    must(X509_NAME_add_entry_by_txt(subject, part, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                    static_cast<int>(text.size()), -1, 0) == 1);
  };
  named("O", "Linli");
  named("CN", names.front().substr(0, 64));
  must(X509_set_issuer_name(certificate.get(), subject) == 1);
  extend(certificate.get(), NID_subject_alt_name, list);
  extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  extend(certificate.get(), NID_key_usage, "critical,digitalSignature,keyCertSign");
  extend(certificate.get(), NID_ext_key_usage, "serverAuth");
  extend(certificate.get(), NID_subject_key_identifier, "hash");
  must(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

void write_new(const std::string& path, BIO* pem, mode_t mode) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0 && errno == EEXIST) throw Refused{"tls_exists", {{"path", path}}};
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(pem, &bytes);
  const bool written = fd >= 0 && ::write(fd, bytes, static_cast<std::size_t>(size)) == size && fsync(fd) == 0;
  const int problem = errno;
  if (fd >= 0) ::close(fd);
  if (!written) throw Refused{"cannot_write", {{"path", path}, {"error", std::strerror(problem)}}};
}

}  // namespace

Instant certificate_end(const std::string& path) {
  const Bio file(BIO_new_file(path.c_str(), "r"));
  if (!file) throw Refused{"tls_unusable", {{"path", path}, {"error", std::strerror(errno)}}};
  const Certificate certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
  std::tm end{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
    throw Refused{"tls_unusable", {{"path", path}, {"error", ERR_reason_error_string(ERR_peek_last_error())}}};
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::from_time_t(timegm(&end)));
}

TlsFiles make_self_signed(const std::string& data_dir, const std::vector<std::string>& names, Instant now) {
  if (names.empty()) throw Refused{"tls_no_names"};
  Key key(EVP_EC_gen("P-256"));
  must(key != nullptr);
  const Certificate certificate = certificate_for(key.get(), names, now);
  Bio key_pem(BIO_new(BIO_s_mem())), certificate_pem(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  must(PEM_write_bio_X509(certificate_pem.get(), certificate.get()) == 1);

  const std::string folder = data_dir + "/tls";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw Refused{"cannot_write", {{"path", folder}, {"error", error.message()}}};
  const TlsFiles files{folder + "/certificate.pem", folder + "/key.pem"};
  for (const std::string& path : {files.certificate, files.key})
    if (std::filesystem::exists(path)) throw Refused{"tls_exists", {{"path", path}}};
  write_new(files.key, key_pem.get(), 0600);
  write_new(files.certificate, certificate_pem.get(), 0644);
  return files;
}

}  // namespace linli::http

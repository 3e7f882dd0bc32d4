#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "session.hpp"

namespace linli::http {

/// Sessions over plain and over TLS sockets. The socket belongs to the server's I/O context.
std::shared_ptr<Session> plain_session(Host& host, boost::asio::ip::tcp::socket socket, std::string peer);
std::shared_ptr<Session> tls_session(Host& host, boost::asio::ip::tcp::socket socket, std::string peer,
                                     const std::shared_ptr<boost::asio::ssl::context>& context);
/// TLS 1.2 and later with the given PEM files. Throws Refused{"tls_unusable"} {path, error} or {"tls_mismatch"} {key,
/// certificate}.
std::shared_ptr<boost::asio::ssl::context> tls_context(const std::string& certificate, const std::string& key);

}  // namespace linli::http

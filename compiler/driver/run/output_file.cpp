#include "compiler/driver/run/output_file.hpp"

#include <cstring>

namespace avenant::driver {

DescriptorBuffer::DescriptorBuffer(int descriptor, std::size_t size) : descriptor_(descriptor), bytes_(size) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

int DescriptorBuffer::overflow(int character) {
  if (!write_out()) return traits_type::eof();
  if (character != traits_type::eof()) sputc(static_cast<char>(character));
  return traits_type::not_eof(character);
}

bool DescriptorBuffer::write_out() {
  const std::string_view bytes(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  if (error_ == 0) error_ = session::write_bytes(descriptor_, bytes);
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return error_ == 0;
}

bool OutputFile::open(const std::string& path) {
  if (!file_.open(path)) return false;
  buffer_ = std::make_unique<DescriptorBuffer>(file_.descriptor());
  stream_ = std::make_unique<std::ostream>(buffer_.get());
  return true;
}

bool OutputFile::commit() {
  stream_->flush();
  return buffer_->error() == 0 && file_.commit();
}

std::string OutputFile::reason() const {
  const int error = buffer_ && buffer_->error() != 0 ? buffer_->error() : file_.error();
  return std::strerror(error);
}

}  // namespace avenant::driver

// rulec deciding cases one by one, as it does where columns do not fit: what tests compare columns with. Standard input
// and output only; no colours, no terminal.
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

#include "compiler/driver/driver.hpp"
#include "compiler/driver/run/output_file.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  avenant::driver::DescriptorBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  avenant::driver::Environment environment;
  environment.input_descriptor = STDIN_FILENO;
  environment.case_by_case = true;
  const int code = avenant::driver::run_command(arguments, std::cin, out, std::cerr, environment);
  out.flush();
  return code;
}

// The entry point shared by the unit test programs.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

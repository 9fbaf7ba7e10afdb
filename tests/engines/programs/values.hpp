// Random values: familiar ones, that make branches agree and differ, and now and then those beside every limit.
#pragma once

#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// Days on which generated programs change, and those around the ends of months and of time.
const std::vector<std::int32_t>& familiar_days();

std::int32_t civil_day(int year, int month, int number);

// A number of that grain (0: any).
value::Value random_number(Random& random, std::int64_t grain);
value::Value random_day(Random& random);
value::Value random_duration(Random& random);
// A value of that kind, absent now and then where it may be. Not of lists and their elements.
value::Value generate_value(Random& random, Kind kind);

}  // namespace avenant::engines

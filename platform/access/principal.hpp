#pragma once
#include "platform/principal/principal.hpp"

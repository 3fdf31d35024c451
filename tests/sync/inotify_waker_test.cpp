// What wakes the daemon is noticed whenever it comes.
#include "sync/inotify_waker.h"

#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("a record handed in while a round asks for the stick's wishes wakes the daemon when the round is over", "[sync][carriage.wakes]") {
    Hall hall;
    auto waker = InotifyWaker::create(hall.outbox_folder());
    REQUIRE(waker);
    CHECK(waker->wait(Milliseconds(0)) == Woken::TimeUp);
    hall.hand_in(1);
    CHECK_FALSE(waker->stick_wished()); // as a round does; it sees the record, too
    CHECK(waker->wait(Milliseconds(0)) == Woken::NewRecord);
    CHECK(waker->wait(Milliseconds(0)) == Woken::TimeUp); // told once
}

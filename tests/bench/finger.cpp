// Sending events by Xlib.
#include "tests/bench/finger.h"

#include "tests/bench/report.h"

#include <X11/Xlib.h>

namespace lianxin::bench {

struct Finger::State {
    Display* display = nullptr;
    Window window = 0;
    bool pressed = false;

    void send(int type, long mask, int x, int y) {
        XEvent event{};
        XButtonEvent& button = event.xbutton; // shares its first members with XMotionEvent
        button.type = type;
        button.window = window;
        button.root = DefaultRootWindow(display);
        button.x = button.x_root = x;
        button.y = button.y_root = y;
        button.state = pressed ? Button1Mask : 0;
        button.same_screen = True;
        if (type == MotionNotify) event.xmotion.is_hint = NotifyNormal;
        else button.button = Button1;
        XSendEvent(display, window, True, mask, &event);
        XFlush(display);
    }
};

Finger::Finger(const std::string& display) : state_(std::make_unique<State>()) {
    state_->display = XOpenDisplay(display.c_str());
    if (!state_->display) give_up("the display " + display + " does not answer");
    Window root = 0, parent = 0, *children = nullptr;
    unsigned count = 0;
    XQueryTree(state_->display, DefaultRootWindow(state_->display), &root, &parent, &children, &count);
    int widest = 0;
    for (unsigned i = 0; i < count; ++i) {
        XWindowAttributes attributes{};
        XGetWindowAttributes(state_->display, children[i], &attributes);
        if (attributes.map_state != IsViewable || attributes.width <= widest) continue;
        widest = attributes.width;
        state_->window = children[i];
    }
    if (children) XFree(children);
    if (!state_->window) give_up("no window on the display");
}

Finger::~Finger() { XCloseDisplay(state_->display); }

void Finger::down(int x, int y) {
    move(x, y);
    state_->send(ButtonPress, ButtonPressMask, x, y);
    state_->pressed = true;
}

void Finger::move(int x, int y) { state_->send(MotionNotify, PointerMotionMask | Button1MotionMask, x, y); }

void Finger::up(int x, int y) {
    state_->send(ButtonRelease, ButtonReleaseMask, x, y);
    state_->pressed = false;
}

} // namespace lianxin::bench

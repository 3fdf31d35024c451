// Writes the pictures of all samples into a folder, for looking at them: show_samples FOLDER WIDTHxHEIGHT[@MM] LOOK [NAME…].
#include "tests/kiosk/ui/stage.h"

#include <algorithm>
#include <cstdio>
#include <string>

using namespace lianxin;
using namespace lianxin::test;

int main(int count, char** words) {
    Size size;
    float width_mm = 0;
    if (count < 4 || std::sscanf(words[2], "%dx%d@%f", &size.width, &size.height, &width_mm) < 2) return 2;
    const std::string look_name = words[3];
    const Look look = look_name == "elder" ? Look::Elder : look_name == "contrast" ? Look::Contrast : Look::Normal;
    const SampleHall hall;
    Stage stage(size, width_mm);
    for (const Sample& sample : samples(hall)) {
        const bool wanted = count == 4 || std::any_of(words + 4, words + count, [&](const char* name) { return sample.name == name; });
        if (!wanted) continue;
        Session session = sample.session;
        session.theme = look == Look::Elder ? ThemeName::Elder : look == Look::Contrast ? ThemeName::Contrast : ThemeName::Normal;
        stage.ui().forget();
        stage.show(hall, session, look);
        for (const auto& text : stage.ui().paint.overflows()) std::printf("%s: does not fit: %s\n", sample.name.c_str(), text.c_str());
        if (const auto saved = stage.canvas().save_png(Path(words[1]) / (sample.name + "-" + look_name + "-" + words[2] + ".png")); !saved)
            std::printf("%s\n", saved.error().text().c_str());
    }
    return 0;
}

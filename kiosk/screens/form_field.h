// How one question of a form is answered: by typing, by choosing, by picking a place, by agreeing.
#pragma once

#include "kiosk/intent.h"
#include "kiosk/session.h"
#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

/// Draws the means to answer below the question; gives the height used. Typed fields draw their box and the count only.
float draw_answer(const View& view, const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where);

/// An answer as people read it: option labels, the place's name, grouped digits, a Chinese date.
std::string answer_text(const View& view, const Wording& words, const Field& field, std::string_view value);
/// What the form holds for that question, and how long the memo is that was spoken to it.
std::string given_text(const View& view, const Wording& words, const Field& field, const FormState& form);

/// The sentence for what is wrong with an answer.
std::string problem_text(const Wording& words, const Field& field, const FieldProblem& problem);

} // namespace lianxin

// Why an edition is not taken: one word for each reason, so that a technician can be told in one plain sentence.
#pragma once

#include "records/base/result.h"

namespace lianxin {

/// The closed set of reasons. Each has its sentence in assets/text ("refusal.older").
enum class Refusal {
    NotAnEdition,       ///< the file is something else
    LaterVersion,       ///< made for a later program
    TooShort,           ///< the end is missing
    TooLong,            ///< bytes behind the end, or a part larger than any may be
    Unsigned,           ///< carries no signature
    Stranger,           ///< signed by somebody whom the county does not name
    AlteredSignature,   ///< a signature does not hold: manifest or signature was changed, or belongs to another edition
    TooFewSigners,      ///< fewer publishers than the county asks for
    OtherCounty,        ///< of another county
    OtherAudience,      ///< for other townships or kiosks
    BeyondItsRole,      ///< a township signed what is not its to publish
    Older,              ///< older than what is installed
    SameNumber,         ///< the number of the installed edition, with other content
    Expired,            ///< had expired at a trusted time
    TooEarly,           ///< is valid only from a day on that has certainly not come
    UnsignedKeys,       ///< brings keys that not enough of the county's roots signed
    OlderKeys,          ///< brings keys older than those known
    UnreadableManifest, ///< signed, but breaks a rule of FORMAT.md
    DamagedItem,        ///< an item is not what the manifest says
    MissingItem,        ///< a delta without something that is not here either
    UnreadableItem,     ///< an item that the kiosk could not show
    CheckCrashed,       ///< the load check died of it
    CheckTooSlow,       ///< the load check came to no end
    NoCountyEdition,    ///< a township's edition where none of the county is installed
    DidNotLoad,         ///< could not be read back or loaded after it was installed; the edition before is there again
};

/// Stable words with "_": "same_number".
std::string_view name_of(Refusal refusal);

/// An error that says its reason: the innermost context is "refused as same_number".
Error refused(Refusal refusal, ErrorCode code, std::string message);
/// The same for an error that somebody else gave; one that says a reason already keeps it.
Error refused(Refusal refusal, Error error);
/// The reason an error says; nothing for one that does not blame the edition (a full disk, another installer).
std::optional<Refusal> refusal_of(const Error& error);

} // namespace lianxin

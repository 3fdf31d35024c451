// Switches that break one rule of the carriage each. Only the simulation is built with them, to show that it notices.
#pragma once

namespace lianxin {

enum class Sabotage {
    None,
    NoSync,          ///< the kiosk's store does not wait for the disk
    MarkBeforeProof, ///< records count as delivered before the county's proof is looked at
    TrustAny200,     ///< whatever comes with a 200 counts as delivered
    NoDeduplication, ///< the county does not ask whether it has a record already
    NoPreviousHead,  ///< the county does not ask whether a record continues the chain
    SkipSignature,   ///< the daemon believes answers and checkpoints without looking at who signed
    NoFolderSync,    ///< the kiosk's store does not wait until files have their names on the disk
    DropRefused,     ///< the kiosk does not keep what the county refused
};

#ifdef LIANXIN_SABOTAGE
extern Sabotage sabotage_in_force;
inline bool is_sabotaged(Sabotage what) { return what == sabotage_in_force; }
#else
constexpr bool is_sabotaged(Sabotage) { return false; }
#endif

} // namespace lianxin

// Signatures of a simulation: a hash over key and message, which nobody in these stories can break either, at a fiftieth of the price.
#pragma once

namespace lianxin {

enum class Signatures { Hashes, Real };

/// Linking this file puts itself before Ed25519 of the whole program. What the rules ask of a signature stays: it holds for one
/// message under one key. Hashes at start.
void use(Signatures kind);

} // namespace lianxin

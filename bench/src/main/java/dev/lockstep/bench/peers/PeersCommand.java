package dev.lockstep.bench.peers;

final class PeersCommand {}

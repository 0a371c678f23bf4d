package dev.lockstep.bench;

final class Main {}

package dev.lockstep.testkit.planted;

import java.util.List;

/** Mistakes in failover, each of which has cost somebody output somewhere. */
final class PlantedFailoverBugs {
    static final List<Seeded> ALL =
            List.of(
                    bug(
                            1,
                            "nobody is fenced",
                            "replica/Fencing",
                            "effects.accept(new Effect.Fence(ticket));",
                            "situation.fenceWon = ticket;"),
                    bug(
                            3,
                            "the journal's end is not read behind the fence",
                            "replica/Fencing",
                            "situation.isEndKnown = false;",
                            "situation.isEndKnown = end > 0;"),
                    bug(
                            57,
                            "what the journal holds is not stepped before the claim",
                            "replica/Journal",
                            "return readTo >= offset && records.isEmpty();",
                            "return records.isEmpty();"),
                    bug(
                            22,
                            "a commit of unknown outcome passes for committed",
                            "replica/Replica",
                            "case Fact.CommitUnknown c -> situation.isUnknown |="
                                    + " reigning.answer(c.batch());",
                            "case Fact.CommitUnknown c ->\n"
                                    + "reigning.committed(new Fact.Committed(c.batch()),"
                                    + " now, effects);"),
                    bug(
                            2,
                            "a commit of unknown outcome passes for lost",
                            "replica/Reigning",
                            "return b != null && following.committedIndex() >= b.endIndex();",
                            "return false;"),
                    bug(
                            3,
                            "a refused commit goes unnoticed",
                            "replica/Replica",
                            "situation.isRefused |= reigning.answer(c.batch());",
                            "reigning.answer(c.batch());"),
                    bug(
                            19,
                            "digests are not compared",
                            "replica/Stepper",
                            "if (Arrays.equals(ours, theirs)) {",
                            "if (ours.length == theirs.length) {"),
                    bug(
                            48,
                            "what comes back of an own entry is not looked at",
                            "replica/Following",
                            "if (e.index() >= committed && isOthers) {",
                            "if (e.index() < 0) {"),
                    bug(
                            1519,
                            "another engine's reign passes for its own",
                            "replica/Following",
                            "isReign(e) && !isOwnReign(e)",
                            "false"),
                    bug(
                            11662,
                            "what the one before has gone on to decide passes for its own",
                            "replica/Following",
                            "boolean isOthers = e.epoch() != state.epoch",
                            "boolean isOthers = e.epoch() > state.epoch"),
                    bug(
                            95,
                            "what goes along with a claim is never shown",
                            "replica/Reigning",
                            "        if (commits.underWay() != null) {\n"
                                    + "            settle(now, effects);",
                            "        if (commits.underWay() != null) {\n"
                                    + "            commits.settled();"),
                    bug(
                            1,
                            "a reign is stepped before it is committed",
                            "replica/Reigning",
                            "        claim = entry;\n",
                            "        claim = entry;\n        following.reign(entry, now);\n"),
                    bug(
                            6,
                            "a batch is sent again under its old number",
                            "replica/Commits",
                            "return b.commit(++number);",
                            "return b.commit(number == 0 ? ++number : number);"),
                    bug(
                            1,
                            "a repeated payload is taken again",
                            "replica/Decider",
                            "boolean isRepeat = o.messageId() <= state.lastMessage(o.client());",
                            "boolean isRepeat = o.messageId() < 0;"),
                    bug(
                            19,
                            "publishers are not in the snapshot",
                            "replica/ReplicaState",
                            "clients.put(in.readUTF(), in.readLong());",
                            "in.readUTF();\n            in.readLong();"),
                    bug(
                            1,
                            "a range ends one offset early",
                            "replica/Decider",
                            "to = r.offset() + 1;",
                            "to = r.offset();"),
                    bug(
                            1,
                            "an input goes on one offset late",
                            "replica/Stepper",
                            "state.inputNext[r.input()] = r.to();",
                            "state.inputNext[r.input()] = r.to() + 1;"),
                    bug(
                            1,
                            "the records of a range are not checked",
                            "replica/Stepper",
                            "range.size() != r.count() || checksum.value() != r.checksum()",
                            "range.size() != r.count()"),
                    bug(
                            2,
                            "a new active keeps the epoch",
                            "replica/Reigning",
                            "state.epoch + 1,",
                            "Math.max(1, state.epoch),"),
                    bug(
                            1,
                            "output is shown before it is committed",
                            "replica/Reigning",
                            "        if (commit != null) {\n            effects.accept(commit);\n",
                            "        if (commit != null) {\n            effects.accept(commit);\n"
                                    + "            effects.accept(new Effect.Release("
                                    + "commit.output(), List.of()));\n"),
                    bug(
                            1,
                            "payloads are acknowledged before they are committed",
                            "replica/Offers",
                            "            waiting.add(o);\n",
                            "            waiting.add(o);\n"
                                    + "            effects.accept(new Effect.Release("
                                    + "java.util.List.of(), java.util.List.of("
                                    + "new Effect.Receipt(o.client(), o.messageId(),"
                                    + " false))));\n"),
                    bug(
                            2,
                            "credit of inputs is never given back",
                            "replica/Following",
                            "if (ofInput > 0) {",
                            "if (ofInput < 0) {"),
                    bug(
                            2,
                            "credit of the journal is never given back",
                            "replica/Following",
                            "if (used > 0) {",
                            "if (used < 0) {"),
                    bug(
                            56,
                            "entries follow an abdication",
                            "replica/Reigning",
                            "if (d == null || state.isAbdicated) {",
                            "if (d == null) {"),
                    bug(
                            1,
                            "an active that hands over does not wait for its commit",
                            "replica/Commits",
                            "if (underWay != null || f == null || f.isEmpty()) {",
                            "if (f == null || f.isEmpty()) {"),
                    bug(
                            2,
                            "a suspicion of an older epoch is obeyed",
                            "role/RoleMachine",
                            "s.suspectedEpoch == s.epoch && isOver",
                            "s.suspectedEpoch >= 0 && isOver"),
                    bug(
                            3,
                            "a new active is given no time",
                            "role/RoleMachine",
                            "now - s.reignNanos < settings.tenure()",
                            "now - s.reignNanos < 0"),
                    bug(
                            1,
                            "time is taken from the wall",
                            "replica/Stepper",
                            "model.tick(e.timeMicros());",
                            "model.tick(System.nanoTime());"),
                    bug(
                            9,
                            "time goes back with the wall clock",
                            "replica/Decider",
                            "Math.max(state.timeMicros, now.micros());",
                            "now.micros();"),
                    bug(
                            2965,
                            "the others' output is put out once more",
                            "replica/Following",
                            "                speak(false);\n",
                            ""),
                    bug(
                            268,
                            "who was overtaken goes on without a claim",
                            "replica/Reigning",
                            "isSettledByJournal() && following.state().epoch != b.epoch();",
                            "isSettledByJournal() && following.state().epoch < 0;"),
                    bug(
                            3,
                            "waiting payloads are forgotten with the reign",
                            "replica/Offers",
                            "            turnAway(o.client(), o.messageId(), effects);\n"
                                    + "        }\n"
                                    + "        waiting.clear();",
                            "        }\n        waiting.clear();"),
                    bug(
                            2,
                            "a snapshot goes on where reading has come to",
                            "replica/Journal",
                            "return takenTo;",
                            "return readTo;"),
                    bug(
                            7,
                            "a standby shows what is not committed",
                            "replica/Requests",
                            "while (!looks.isEmpty() && !following.isAhead()) {",
                            "while (!looks.isEmpty()) {"),
                    bug(
                            1,
                            "who stepped aside stays there",
                            "role/RoleMachine",
                            "now - sinceNanos >= settings.aside()",
                            "now - sinceNanos < 0"),
                    bug(
                            2,
                            "a clock that begins below zero stands still",
                            "replica/Replica",
                            "this.rehearsalNanos = now.nanos() - settings.role().retry();",
                            "this.rehearsalNanos = 0;"),
                    bug(
                            1,
                            "behind the end there is no sign of life",
                            "replica/Reigning",
                            "if (d == null || state.isAbdicated) {",
                            "if (d == null || state.isAbdicated || state.isEnded) {"),
                    bug(
                            146,
                            "a fact that fails takes the next ones with it",
                            "replica/Replica",
                            "            attempt(fact);\n",
                            "            attempt(fact);\n"
                                    + "            if (situation.obstacle != null) {\n"
                                    + "                return;\n"
                                    + "            }\n"),
                    bug(
                            2,
                            "a lost commit is not sent again",
                            "replica/Reigning",
                            "            effects.accept(commits.sendAgain());\n",
                            "            commits.sendAgain();\n"
                                    + "            situation.isClaimCommitted = true;\n"),
                    bug(
                            7,
                            "nobody is called by a hand-over",
                            "replica/Following",
                            "!state.reignEngine.equals(engine)",
                            "state.reignEngine.isEmpty()"),
                    bug(
                            30,
                            "an engine that stood still takes its own silence for the active's",
                            "replica/Replica",
                            "if (pause > settings.role().silence() / 2) {",
                            "if (pause < 0) {"),
                    bug(
                            10,
                            "an active goes on without an input that it has lost",
                            "replica/Decider",
                            "            if (loss != null) {",
                            "            if (loss != null && loss.isEmpty()) {"),
                    bug(
                            2,
                            "the next version reads its inputs from their beginning",
                            "replica/Decider",
                            "return next < 0",
                            "return next > Long.MIN_VALUE"),
                    bug(
                            2,
                            "the next version goes on behind a state that was not the last",
                            "replica/Stepper",
                            "if (isChanging && start != null) {",
                            "if (isChanging && start == null) {"),
                    bug(
                            2,
                            "who was not told to decides that the next version goes on",
                            "replica/Following",
                            "return isChanging() && !mayChange;",
                            "return isChanging() && mayChange && model == null;"),
                    bug(
                            444,
                            "a digest of the version before is compared with the next one's",
                            "replica/Stepper",
                            "                if (!isChanging) {",
                            "                if (state.start != null) {"),
                    bug(
                            2,
                            "an engine that goes over gives its state away",
                            "replica/Requests",
                            "if (following.isChanging()) {",
                            "if (following.isChanging() && following.isAhead()) {"));

    /**
     * @param seed whose simulation has found it
     */
    record Seeded(PlantedBug bug, long seed) {}

    private PlantedFailoverBugs() {}

    private static Seeded bug(long seed, String name, String file, String sound, String planted) {
        return new Seeded(new PlantedBug(name, file, sound, planted), seed);
    }
}

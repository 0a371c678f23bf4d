package dev.lockstep.testkit.planted;

import java.util.List;

/** Mistakes of the kind that happens: off by one, a forgotten case, a lost field, a wrong order. */
final class PlantedBugs {
    static final List<PlantedBug> ALL =
            List.of(
                    new PlantedBug(
                            "a row that is exactly as old as the limit stays",
                            "retention/Retention",
                            "isApart(time, nowMicros, amount) ? head",
                            "isApart(time, nowMicros, amount + 1) ? head"),
                    new PlantedBug(
                            "retention by count keeps one row less",
                            "retention/Retention",
                            "case BYCOUNT_SLIDING -> rows.size() > amount ? head : -1;",
                            "case BYCOUNT_SLIDING -> rows.size() >= amount ? head : -1;"),
                    new PlantedBug(
                            "a jumping period begins with the event that jumps",
                            "retention/Retention",
                            "periodStart += Long.divideUnsigned(now - periodStart, amount)"
                                    + " * amount;",
                            "periodStart = now;"),
                    new PlantedBug(
                            "the look-back takes a row too much",
                            "retention/Retention",
                            "Long.compareUnsigned(periodStart - time, lookBackMicros) > 0",
                            "Long.compareUnsigned(periodStart - time, lookBackMicros) >= 0"),
                    new PlantedBug(
                            "a key that is there is inserted again",
                            "store/KeyedRows",
                            "            if (find(b, i, hash) >= 0) {\n"
                                    + "                return -1;\n"
                                    + "            }\n",
                            ""),
                    new PlantedBug(
                            "what retention takes stands in the row of what comes",
                            "store/Exchange",
                            "opcodes[r] = isEntering ? Opcode.INSERT : Opcode.DELETE;",
                            "opcodes[r] = Opcode.INSERT;"),
                    new PlantedBug(
                            "of rows taken together the first makes none leave",
                            "retention/Retention",
                            "int alone = (int) Math.min(count, room);",
                            "int alone = (int) Math.min(count, room + 1);"),
                    new PlantedBug(
                            "rows that leave together stand in the rows of what comes",
                            "store/Procession",
                            "opcodes[r] = Opcode.DELETE;",
                            "opcodes[r] = Opcode.INSERT;"),
                    new PlantedBug(
                            "rows that leave at the pace of others enter again",
                            "store/PacedMoves",
                            "opcodes[base + 2 * k + 1] = Opcode.DELETE;",
                            "opcodes[base + 2 * k + 1] = Opcode.INSERT;"),
                    new PlantedBug(
                            "a key that comes twice in a row passes for a new one",
                            "store/AscendingKeys",
                            "keys[i] > last",
                            "keys[i] >= last"),
                    new PlantedBug(
                            "a key below the greatest is not looked for",
                            "store/KeyedRows",
                            "            makeIndex();\n        }\n        return shape.find(",
                            "            return -1;\n        }\n        return shape.find("),
                    new PlantedBug(
                            "a row's age counts from its insert",
                            "retention/Retention",
                            "        if (wasThere) {\n            rows.unlink(slot);",
                            "        if (wasThere) {\n"
                                    + "            if (rows.size() >= 0) return;\n"
                                    + "            rows.unlink(slot);"),
                    new PlantedBug(
                            "a delete leaves with the fields it came with",
                            "window/Resolver",
                            "        rows.shape().get(rows.table(), slot, out, r);\n"
                                    + "        rows.delete(slot);",
                            "        rows.shape().copy(in, i, out, r);\n"
                                    + "        rows.delete(slot);"),
                    new PlantedBug(
                            "a partial update forgets what it does not give",
                            "window/Resolver",
                            "shape.fill(rows.table(), slot, merged, 0);",
                            ""),
                    new PlantedBug(
                            "an upsert of a known key leaves without the old row",
                            "window/Resolver",
                            "shape.get(rows.table(), slot, out.old(), r);",
                            ""),
                    new PlantedBug(
                            "changes that fold into an insert leave as an update",
                            "window/CauseFold",
                            "wasThere ? Opcode.UPDATE : Opcode.INSERT",
                            "Opcode.UPDATE"),
                    new PlantedBug(
                            "a refused transaction leaves its updates behind",
                            "store/KeyedRows",
                            "case UPDATED -> shape.put(undo.rows(), undo.detail(at), table, slot);",
                            "case UPDATED -> {}"),
                    new PlantedBug(
                            "a group never empties",
                            "window/aggregate/RowChanges",
                            "if (groups.grow(group, -1) == 0) {",
                            "if (groups.size(group) == 0) {"),
                    new PlantedBug(
                            "a group that loses its last row only changes",
                            "window/aggregate/GroupTable",
                            "(byte) (Opcode.UPDATE - begins + ends)",
                            "(byte) (Opcode.UPDATE - begins)"),
                    new PlantedBug(
                            "a group that begins in a block counts as resting",
                            "window/aggregate/GroupTable",
                            "rests += ends - begins;",
                            "rests += ends;"),
                    new PlantedBug(
                            "two changes of a group from one cause leave apart",
                            "window/aggregate/ChangeLoop",
                            "groupOf[last] != groupOf[i]",
                            "groupOf[last] >= 0"),
                    new PlantedBug(
                            "a change by retention marks all changes of its group in a block",
                            "window/aggregate/ChangeLoop",
                            "out.flags()[r] &= (byte) (~EventFlags.RETENTION | in.flags()[i]);",
                            "out.flags()[r] |= in.flags()[i];"),
                    new PlantedBug(
                            "a group that one cause empties by two rows shows what is left between",
                            "window/aggregate/ChangeLoop",
                            "mayEmpty |= !isFirst && groups.size(groupOf[i]) <= end - first;",
                            "mayEmpty |= !isFirst && groups.size(groupOf[i]) == 0;"),
                    new PlantedBug(
                            "an aggregate updates in the wrong order",
                            "window/aggregate/RowChanges",
                            "        int from = finder.find(old, i);\n"
                                    + "        int to = finder.find(in, i);\n",
                            "        int to = finder.find(in, i);\n"
                                    + "        int from = finder.find(old, i);\n"
                                    + "        if (from != to) {\n"
                                    + "            add(to, in, i, 2 * changes, Opcode.INSERT);\n"
                                    + "            remove(from, old, i, in, 2 * changes, Opcode"
                                    + ".DELETE);\n"
                                    + "            return;\n"
                                    + "        }\n"),
                    new PlantedBug(
                            "a change by retention marks all changes of its group",
                            "window/aggregate/RowChanges",
                            "out.flags()[groups.rowOf(group)] &= (byte) mask;",
                            "out.flags()[groups.rowOf(group)] |= head.flags()[i];"),
                    new PlantedBug(
                            "sums of doubles never shrink",
                            "window/aggregate/function/ExactSums",
                            "        accumulate(w, at, -value, -1);\n",
                            ""),
                    new PlantedBug(
                            "an extreme forgets the values behind the best",
                            "window/aggregate/function/OrderedExtreme",
                            "best = pool() == null ? Math.max(best, value) : better(false,"
                                    + " best, value);",
                            ""),
                    new PlantedBug(
                            "an extreme takes the next value for the next best one",
                            "window/aggregate/function/SuffixBests",
                            "better(words[bests + (i + 1 & mask)], value);",
                            "value;"),
                    new PlantedBug(
                            "an extreme takes any row that leaves for the oldest",
                            "window/aggregate/function/OrderedExtreme",
                            "        if (!isSame(rings.words[oldest], kept)) {",
                            "        if (size < 0) {"),
                    new PlantedBug(
                            "a join takes a fact before the dimension of its cause",
                            "window/join/JoinWindow",
                            "f.causes()[i] < cause",
                            "f.causes()[i] <= cause"),
                    new PlantedBug(
                            "an updated fact loses its place",
                            "window/join/FactGroups",
                            "        if (isNew) {",
                            "        if (isNew || fact >= 0) {"),
                    new PlantedBug(
                            "a fact stays with the dimension key that it had",
                            "window/join/FactSide",
                            "        } else if (!groups.isIn(slot, key, hasKey)) {",
                            "        } else if (f == null) {"),
                    new PlantedBug(
                            "a filter does not look at the row that an update replaces",
                            "window/filter/FilterWindow",
                            "boolean passed = code.test(old, i);",
                            "boolean passed = passes;"),
                    new PlantedBug(
                            "a compute window evaluates a delete again",
                            "window/OutputRows",
                            "        out.opcodes()[r] = Opcode.DELETE;\n"
                                    + "        out.flags()[r] &= ~EventFlags.PARTIAL;\n"
                                    + "        rows.shape().get(rows.table(), slot, out, r);",
                            "        out.opcodes()[r] = Opcode.DELETE;\n"
                                    + "        out.flags()[r] &= ~EventFlags.PARTIAL;"),
                    new PlantedBug(
                            "an update that changes its slot stays in the old one too",
                            "output/ExpressionSplitter",
                            "oldSlots[i] = slot(old, i);",
                            ""),
                    new PlantedBug(
                            "pulses drift",
                            "output/PulseStage",
                            "periodStart += periods * intervalMicros;",
                            "periodStart = step.timeMicros();"),
                    new PlantedBug(
                            "a counter shows its news twice",
                            "window/counter/InputCount",
                            "        shown = total;",
                            ""),
                    new PlantedBug(
                            "a window forgets what it refused",
                            "window/CanonicalInput",
                            "drift.refuse(refused);",
                            ""),
                    new PlantedBug(
                            "a loose union passes deletes on as they are",
                            "window/union/UnionWindow",
                            "super(context, !kind.isStrict());",
                            "super(context, false);"),
                    new PlantedBug(
                            "a snapshot leaves the clock of retention out",
                            "retention/Retention",
                            "        out.writeLong(greatest);",
                            "        out.writeLong(UNSET);"),
                    new PlantedBug(
                            "a snapshot turns the order of rows round",
                            "store/ChangeOrder",
                            "insertAfter(slot, tail, micros);",
                            "insertAfter(slot, NONE, micros);"),
                    new PlantedBug(
                            "a restored counter begins anew",
                            "window/counter/InputCount",
                            "        total = in.readLong();",
                            "        in.readLong();"),
                    new PlantedBug(
                            "a refused event stays in the event counter",
                            "window/functional/FunctionalWindow",
                            "                eventCount = countBefore;",
                            ""),
                    new PlantedBug(
                            "a base row with a new key leaves its old one behind",
                            "window/functional/FunctionalWindow",
                            "if (opcode == Opcode.UPDATE && in.movesRows()) {",
                            "if (opcode == Opcode.UPDATE && in.movesRows() && rows == null) {"),
                    new PlantedBug(
                            "a base row that was left out cannot come back by an update",
                            "window/functional/FunctionalWindow",
                            "opcode == Opcode.UPDATE && rows != null ? Opcode.UPSERT : opcode",
                            "opcode"),
                    new PlantedBug(
                            "a loop's row does not take the functions of the base row",
                            "window/functional/FunctionalInput",
                            "pool, loop.context(), program.base())",
                            "pool, loop.context())"),
                    new PlantedBug(
                            "changes of a key from one cause pass a stateful window apart",
                            "window/CauseFold",
                            "        if (out.rows() - from > 1) {",
                            "        if (out.rows() - from > 99) {"),
                    new PlantedBug(
                            "an input refuses a transaction that another one keeps",
                            "window/functional/FunctionalWindow",
                            "if (hasRefusedInput() || arrived == 0) {",
                            "if (arrived == 0) {"),
                    new PlantedBug(
                            "a refused transaction tells its faults besides",
                            "window/functional/FunctionalWindow",
                            "b.isTransactional() && !isFailure",
                            "b.isTransactional() && isFailure"),
                    new PlantedBug(
                            "what says no to the base row says no to the loops",
                            "window/functional/FunctionalWindow",
                            "        for (int k = 0; k < program.loops().size(); k++) {",
                            "        for (int k = 0; k < program.loops().size()"
                                    + " && (generate == null || generate.isTrue(scope)); k++) {"),
                    new PlantedBug(
                            "equal changes of different causes are merged",
                            "window/aggregate/AggregateWindow",
                            "while (end < n && causes[end] == causes[i]) {",
                            "while (end < n && causes[end] <= causes[i] + 1) {"),
                    new PlantedBug(
                            "a group that rests is still shown",
                            "window/aggregate/AggregateWindow",
                            "            if (groups.rests(group)) {\n"
                                    + "                continue;\n"
                                    + "            }\n",
                            ""),
                    new PlantedBug(
                            "a group that wakes counts as resting",
                            "window/aggregate/GroupTable",
                            "(before + change == 0 ? 1 : 0) - (before == 0 ? 1 : 0)",
                            "before + change == 0 ? 1 : 0"));

    private PlantedBugs() {}
}

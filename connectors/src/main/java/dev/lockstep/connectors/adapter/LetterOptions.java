package dev.lockstep.connectors.adapter;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The older form of an adapter's command line, one letter an option, as properties. Which letter
 * means what is known from published scripts for {@code k h f t b d l F}; the others are assumed. A
 * letter whose meaning nothing public tells is refused.
 */
final class LetterOptions {
    private static final Map<String, String> WITH_VALUE = new LinkedHashMap<>();
    private static final Map<String, String> ALONE = new LinkedHashMap<>();

    static {
        WITH_VALUE.put("-k", "type");
        WITH_VALUE.put("-h", "url");
        WITH_VALUE.put("-f", "fsname");
        WITH_VALUE.put("-t", "fstype");
        WITH_VALUE.put("-b", "blocksize");
        WITH_VALUE.put("-d", "dateformat");
        WITH_VALUE.put("-l", "transport");
        WITH_VALUE.put("-j", "transportconfigfile");
        WITH_VALUE.put("-F", "addcsvflags");
        WITH_VALUE.put("-r", "rate");
        WITH_VALUE.put("-m", "maxevents");
        WITH_VALUE.put("-x", "header");
        WITH_VALUE.put("-o", "loglevel");
        WITH_VALUE.put("-c", "periodicity");
        WITH_VALUE.put("-s", "maxfilesize");
        ALONE.put("-e", "transactional");
        ALONE.put("-p", "prebuffer");
        ALONE.put("-A", "noautogenfield");
        ALONE.put("-O", "addcsvopcode");
        ALONE.put("-Q", "quiesceproject");
        ALONE.put("-R", "restartonerror");
    }

    private LetterOptions() {}

    /**
     * @throws LockstepException with a letter that is not known, or one without its value
     */
    static Map<String, String> parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String letter = arguments.get(i);
            String name = WITH_VALUE.get(letter);
            if (name != null) {
                i++;
                if (i == arguments.size()) {
                    throw new LockstepException(
                            ConnectorCode.BAD_PROPERTY,
                            "The option " + letter + " (" + name + ") has no value.");
                }
                values.put(name, CommaList.unquoted(arguments.get(i)));
            } else if (ALONE.containsKey(letter)) {
                values.put(ALONE.get(letter), "true");
            } else {
                throw new LockstepException(
                        ConnectorCode.UNKNOWN_PROPERTY,
                        "The option "
                                + letter
                                + " is not known; write what it asks for as a property: -C"
                                + " name=value,name=value.");
            }
        }
        return values;
    }

    /** The letters as a table in Markdown. */
    static String markdown() {
        StringBuilder s = new StringBuilder("| letter | property |\n|---|---|\n");
        WITH_VALUE.forEach(
                (letter, name) -> s.append("| `" + letter + " VALUE` | `" + name + "` |\n"));
        ALONE.forEach((letter, name) -> s.append("| `" + letter + "` | `" + name + "=true` |\n"));
        return s.toString();
    }
}

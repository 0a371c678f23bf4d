package dev.lockstep.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec.Type;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.random.RandomModel;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ModelXmlTest {
    private static Document parsed(ProjectSpec project) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(project.xml())));
    }

    @Test
    void everyRandomProjectIsWellFormedAndNamesAllItsWindows() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            ProjectSpec project = RandomModel.of(seed);
            Document document = parsed(project);
            assertThat(document.getElementsByTagName("windows").item(0).getChildNodes().getLength())
                    .isEqualTo(project.queries().get(0).windows().size() * 2 + 1);
            assertThat(document.getElementsByTagName("edge").getLength())
                    .isEqualTo(project.queries().get(0).edges().size());
        }
    }

    @Test
    void everythingThatABuilderCanSayIsWritten() {
        ModelBuilder m = new ModelBuilder().retentionTracking();
        m.source("in", "id*:int64,t:stamp", true, true).index(IndexType.EMPTY);
        m.copy("kept", "id*:int64,t:stamp")
                .retain(Type.BYTIME_SLIDING, 90, "t", 0)
                .splitBy("id < 3 and id > 1");
        m.copy("few", "id*:int64,t:stamp").retain(Type.BYCOUNT_JUMPING, 5).collapseUpdates();
        m.join(
                "both",
                "id*:int64,t:stamp",
                JoinType.RIGHT_OUTER,
                true,
                List.of("id=id"),
                List.of("r_t"));
        m.edge("in", "kept").edge("kept", "few", null, 2);
        m.edge("kept", "both", "left", -1).edge("few", "both", "right", -1);
        assertThat(m.build().xml())
                .contains("use-retention-tracking=\"true\"")
                .contains(
                        "<window-source name=\"in\" index=\"pi_EMPTY\" insert-only=\"true\""
                                + " autogen-key=\"true\">")
                .contains("<field name=\"id\" type=\"int64\" key=\"true\"/>")
                .contains("<retention type=\"bytime_sliding\" field=\"t\">90 seconds</retention>")
                .contains("<expression>id &lt; 3 and id &gt; 1</expression>")
                .contains("<retention type=\"bycount_jumping\">5</retention>")
                .contains("collapse-updates=\"true\"")
                .contains("<join type=\"rightouter\" no-regenerates=\"true\">")
                .contains("<fields left=\"id\" right=\"id\"/>")
                .contains("<field-selection name=\"t\" source=\"r_t\"/>")
                .contains("<edge source=\"kept\" target=\"few\" slot=\"2\"/>")
                .contains("<edge source=\"few\" target=\"both\" role=\"right\"/>");
    }
}

package dev.lockstep.systemtests;

/** A project whose output tells each event of input apart: it numbers them. */
final class AdapterModel {
    private static final String FIELDS =
            "<field name='id' type='int64' key='true'/><field name='taken' type='date'/>"
                    + "<field name='height' type='double'/>";

    private AdapterModel() {}

    static String document(String project, String brokers) {
        String names = "plant_4711." + project + ".flow.";
        return """
        <project name="%s" pubsub="auto">
          <contqueries>
            <contquery name="flow">
              <windows>
                <window-source name="level" index="pi_EMPTY" insert-only="true" autogen-key="true">
                  <schema><fields>FIELDS
                  </fields></schema>
                  <connectors>
                    <connector class="kafka" name="in"><properties>
                      <property name="type">pub</property>%s
                      <property name="kafkatopic">%slevel.I</property>
                      <property name="useoffsetmsgid">true</property>
                    </properties></connector>
                  </connectors>
                </window-source>
                <window-functional name="numbered" index="pi_EMPTY">
                  <schema><fields>FIELDS
                    <field name="number" type="int64"/>
                  </fields></schema>
                  <function-context><functions>
                    <function name="number">eventCounter()</function>
                  </functions></function-context>
                </window-functional>
                <window-compute name="seen" index="pi_EMPTY">
                  <schema><fields>FIELDS
                    <field name="number" type="int64"/>
                    <field name="twice" type="double"/>
                  </fields></schema>
                  <output>
                    <field-expr>taken</field-expr>
                    <field-expr>height</field-expr>
                    <field-expr>number</field-expr>
                    <field-expr>height * 2</field-expr>
                  </output>
                  <connectors>
                    <connector class="kafka" name="out"><properties>
                      <property name="type">sub</property>%s
                      <property name="kafkatopic">%sseen.O</property>
                      <property name="hotfailover">true</property>
                      <property name="snapshot">false</property>
                    </properties></connector>
                  </connectors>
                </window-compute>
              </windows>
              <edges>
                <edge source="level" target="numbered"/>
                <edge source="numbered" target="seen"/>
              </edges>
            </contquery>
          </contqueries>
        </project>
        """
                .replace("FIELDS", FIELDS)
                .formatted(project, bus(brokers), names, bus(brokers), names);
    }

    private static String bus(String brokers) {
        return """

        <property name="kafkahostport">%s</property>
        <property name="kafkapartition">0</property>
        <property name="kafkatype">binary</property>
        <property name="urlhostport">plant_4711</property>\
        """
                .formatted(brokers);
    }
}

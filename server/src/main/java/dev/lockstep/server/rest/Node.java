package dev.lockstep.server.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of an answer, to be written as XML or as JSON: a name, attributes, then either text or
 * elements.
 */
final class Node {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();
    private String text = "";

    private Node(String name) {
        this.name = name;
    }

    /**
     * @param name an XML name of ours, never of a user
     */
    static Node of(String name) {
        return new Node(name);
    }

    static Node text(String name, String text) {
        Node n = new Node(name);
        n.text = text;
        return n;
    }

    Node with(String attribute, Object value) {
        attributes.put(attribute, value.toString());
        return this;
    }

    Node add(Node child) {
        children.add(child);
        return this;
    }

    Node addAll(Iterable<Node> more) {
        more.forEach(children::add);
        return this;
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    List<Node> children() {
        return children;
    }

    String text() {
        return text;
    }
}

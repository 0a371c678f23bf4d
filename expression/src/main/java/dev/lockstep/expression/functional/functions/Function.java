package dev.lockstep.expression.functional.functions;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a static method a function of the language. Its parameters' types are the argument kinds; a
 * first parameter of type FunctionalScope is not an argument; boxed or object parameters at the
 * end, as many as {@link #optional} says, get null when left out; an array at the end takes any
 * number of arguments.
 *
 * <p>A method is not called when an argument is null: the result is null then, unless {@link
 * #nulls}. A result of NaN is null.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Function {
    /** The name in the language; the method's name if empty. */
    String name() default "";

    String[] aliases() default {};

    /** One sentence. */
    String meaning();

    /** An expression that shows it; executed by a test. */
    String example();

    /** The text of the example's value, {@code null} for null. */
    String gives();

    /** Whether public material shows the function's use; otherwise its form is assumed. */
    boolean known() default false;

    /** Whether the method is called with null arguments, too. */
    boolean nulls() default false;

    /** Arguments at the end that may be left out. */
    int optional() default 0;

    /** The least number of arguments for a method with an array. */
    int least() default 1;

    /** How the call is turned into code. */
    Form form() default Form.CALL;

    /** How a call is turned into code. */
    enum Form {
        /** One call of the method. */
        CALL,
        /** The method taken from left to right over two values at a time. */
        FOLD,
        /** The overloads for long and double are taken where all arguments are such numbers. */
        NUMERIC,
        /** Arguments are evaluated only when needed. */
        LAZY
    }
}

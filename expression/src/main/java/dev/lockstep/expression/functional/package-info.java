/**
 * The functional language of functional windows, routers, filters and notifications. A window makes
 * {@link dev.lockstep.expression.functional.FunctionalNames}, defines the fields of its inputs,
 * compiles a {@link dev.lockstep.expression.functional.FunctionContext} and its {@link
 * dev.lockstep.expression.functional.EventLoop}s (single texts with {@link
 * dev.lockstep.expression.functional.FunctionalCompiler}), and then asks the names for one scope.
 *
 * <p>For each event: {@code scope.begin(input, count)}; the fields that {@code names.isUsed} from
 * {@link dev.lockstep.expression.functional.FieldValues#read}; {@code context.evaluate(scope)}; the
 * row from {@code context.slot(field)} through {@code FieldValues.convert}, or the input's field
 * where the context has no function of that name; then each loop's {@code run}. What can be shared
 * is unchangeable; the scope is the only thing with values, and it keeps none between events, so
 * there is nothing to save. Evaluation never throws; errors make null and go to the scope's sink.
 */
@NullMarked
package dev.lockstep.expression.functional;

import org.jspecify.annotations.NullMarked;

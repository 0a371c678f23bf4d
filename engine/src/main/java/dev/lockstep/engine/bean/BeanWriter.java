package dev.lockstep.engine.bean;

import dev.lockstep.api.block.BlockBuilder;

/** Base of the generated classes that move an object's properties into a row. */
public abstract class BeanWriter {
    /**
     * Sets the fields of the row that was started last; what is null in the object stays null.
     *
     * @throws ClassCastException if the object is not of the class that the writer was made for
     */
    public abstract void write(Object bean, BlockBuilder row);
}

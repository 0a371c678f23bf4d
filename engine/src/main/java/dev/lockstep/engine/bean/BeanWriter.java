package dev.lockstep.engine.bean;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;

/** Base of the generated classes that move an object's properties into the columns of a block. */
public abstract class BeanWriter {
    /**
     * Takes hold of the block's columns; to be called again whenever the block has grown.
     *
     * @param pool of the block's codes
     */
    public abstract void bind(EventBlock block, StringPool pool);

    /**
     * Writes every field and the null mask of a row, but not its head. What is null in the object
     * is null in the row. The row counts only when this has returned: a getter may fail.
     *
     * @param row below the capacity of the block
     * @return 0 if no field is null
     * @throws ClassCastException if the object is not of the class that the writer was made for
     */
    public abstract long write(Object bean, int row);
}

/** A file that cannot be loaded: it must count as a failure, though it holds no test. */

throw new Error("this file is broken");

/** Whether what takes long is to run whole: `cargo xtask test --all`. */
export const runAll = Boolean(process.env.NODEUM_TEST_ALL);

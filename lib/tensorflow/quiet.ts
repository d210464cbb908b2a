// Imported before tfjs-node, which reads this variable when it loads.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

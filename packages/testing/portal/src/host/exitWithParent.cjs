// Preloaded into processes that must not outlive the one that started them: the channel between the two
// closes however the parent ends, and this process follows.
process.on('disconnect', () => process.exit(0));
// The channel alone must not keep a process alive that has nothing left to do.
process.channel?.unref();

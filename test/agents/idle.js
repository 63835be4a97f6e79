// Never does anything, and never ends by itself.
setInterval(() => {}, 1 << 30);

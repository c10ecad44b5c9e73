// Waits inside the page until a look at it finds something, and gives that. It looks once what has changed is drawn, since
// what has just come may still move, and every few moments for what changes without a word.
const [limit, ...given] = arguments;
const look = function () {
  LOOK
};
return new Promise((resolve, reject) => {
  const start = performance.now();
  const again = () => {
    try {
      const found = look(...given);
      if (!found && performance.now() < start + limit) return;
      resolve(found || null);
    } catch (why) {
      reject(why);
    }
    changes.disconnect();
    clearInterval(timer);
  };
  let drawing = false;
  const drawn = () => {
    drawing = false;
    again();
  };
  const changes = new MutationObserver(() => {
    if (!drawing) requestAnimationFrame(() => setTimeout(drawn));
    drawing = true;
  });
  changes.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const timer = setInterval(again, 50);
  again();
});

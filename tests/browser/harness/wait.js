// Waits inside the page until a look at it finds something, and gives that: at each change of the document, and every few
// moments for what changes without one.
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
  const changes = new MutationObserver(again);
  changes.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const timer = setInterval(again, 50);
  again();
});

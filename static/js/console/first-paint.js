// A classic script in <head>: the chosen theme has to be there before anything is drawn.
(() => {
  const theme = localStorage.getItem("cc.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.bsTheme = theme;
})();

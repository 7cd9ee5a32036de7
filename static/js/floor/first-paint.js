// A classic script in <head>: the wall is dark unless the reader chose otherwise here.
(() => {
  const theme = localStorage.getItem("cc.floor.theme");
  if (theme === "light") document.documentElement.dataset.bsTheme = "light";
})();

/**
 * Former and other official names of a title beside the one in TITLE_CODES (readings X-6 and J-6). A name stands here
 * only where it means this title and no other: a name without its level is left out where two levels share it.
 */
export const TITLE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  NATIONAL_LITTLE_GIANT: ['专精特新小巨人企业', '国家专精特新小巨人企业', '国家级小巨人企业'],
  KEY_LITTLE_GIANT: ['重点小巨人企业', '国家级重点专精特新小巨人企业'],
  PROV_ZJTX: ['省级专精特新企业', '省专精特新中小企业', '省专精特新企业'],
  SINGLE_CHAMPION_ENTERPRISE: [
    '单项冠军企业',
    '单项冠军示范企业',
    '制造业单项冠军示范企业',
    '国家制造业单项冠军企业',
    '国家制造业单项冠军示范企业',
  ],
  SINGLE_CHAMPION_PRODUCT: ['单项冠军产品', '国家制造业单项冠军产品'],
  PROV_SINGLE_CHAMPION_CULTIVATION: ['单项冠军培育企业', '省单项冠军培育企业'],
  PROV_HIDDEN_CHAMPION: ['隐形冠军企业', '省隐形冠军企业'],
  GREEN_DESIGN_NATIONAL: [
    '国家级工业产品绿色设计示范企业',
    '国家级工业产品生态设计示范企业',
    '国家级工业产品生态(绿色)设计示范企业',
  ],
  GREEN_DESIGN_PROV: [
    '省级工业产品绿色设计示范企业',
    '省级工业产品生态设计示范企业',
    '省级工业产品生态(绿色)设计示范企业',
  ],
  GREEN_DESIGN_CITY: [
    '市级工业产品绿色设计示范企业',
    '市级工业产品生态设计示范企业',
    '市级工业产品生态(绿色)设计示范企业',
  ],
  FIRST_SET_DOMESTIC: ['国内首台套', '国内重大技术装备首台套'],
  FIRST_SET_PROV: ['省内首台套', '省内重大技术装备首台套'],
  FIRST_SET_CITY: ['市内首台套', '市内重大技术装备首台套'],
  SME_SERVICE_PLATFORM_NATIONAL: [
    '国家级中小企业服务平台',
    '国家级中小企业公共服务平台',
    '国家中小企业公共服务示范平台',
  ],
  SME_SERVICE_PLATFORM_PROV: [
    '省级中小企业服务平台',
    '省级中小企业公共服务平台',
    '省中小企业公共服务示范平台',
  ],
  MICRO_STARTUP_BASE_NATIONAL: [
    '国家级小型微型企业创业创新示范基地',
    '国家小型微型企业创业创新示范基地',
    '国家小微企业创业创新示范基地',
  ],
  MICRO_STARTUP_BASE_PROV: [
    '省级小型微型企业创业创新示范基地',
    '省小型微型企业创业创新示范基地',
    '省小微企业创业创新示范基地',
  ],
};
